package io.slipway.plan;

import java.util.List;

/** Renames and type changes: what a column and its twin must survive. */
final class TwinCases {
  private static final String STRATEGY = "dual-write";

  private static final String IDENTITY =
      """
      create table t (id int generated always as identity primary key, a text);
      create table child (t_id int, constraint child_t foreign key (t_id) references t (id));
      insert into t (a) values ('x'), ('y');
      insert into child values (1), (null);
      """;

  /** Everything that can hang on a column and comes along when it is renamed. */
  private static final String HUNG =
      """
      create table t (id int primary key, a int not null default 3, b text,
        twice int generated always as (a * 2) stored, constraint small check (a < 1000));
      create unique index t_a on t (a) include (b);
      alter table t replica identity using index t_a;
      create view v with (security_barrier) as select id, a, b as named from t where a > 1;
      create view w as select a from v;
      create policy p on t using (a > 0) with check (a < 500);
      alter table t enable row level security;
      create statistics s (ndistinct) on a, b from t;
      grant select (a), update (a) on t to pg_monitor;
      grant select (a) on t to public;
      comment on column t.a is 'it''s a';
      drop publication if exists pub;
      create publication pub for table t;
      create table child (t_a int references t (a) on update cascade);
      insert into t (id, a, b) values (1, 10, 'x'), (2, 20, 'y');
      insert into child values (10), (null);
      """;

  private static final String PUBLISHED =
      """
      create table t (id int primary key, a int not null, b text);
      create statistics s (ndistinct) on a, b from t;
      grant select (a), update (a) on t to pg_monitor;
      drop publication if exists pub;
      create publication pub for table t (id, a) where (id > 0);
      insert into t (id, a, b) values (1, 10, 'x'), (2, 20, 'y');
      """;

  private static final String GRANTED =
      """
      create table t (id int primary key, a int not null, b text);
      create statistics s (ndistinct) on id, a from t;
      grant select (a), update (a) on t to pg_monitor with grant option;
      grant select on t to pg_monitor;
      insert into t (id, a, b) values (1, 10, 'x'), (2, 20, 'y');
      """;

  private static final String PEOPLE =
      """
      create table people (id int primary key, name text not null, street text not null,
        city text not null);
      insert into people select n, 'First' || n || ' Last' || n, n || ' Main Street', 'Berlin'
        from generate_series(1, 20) as n;
      """;

  private static final String SPLIT =
      """
      alter table people add column first_name text, add column last_name text;
      update people set first_name = split_part(name, ' ', 1), last_name = split_part(name, ' ', 2);
      """;

  private static final String DOWN =
      "-- @metadata {\"down\": \"name = concat_ws(' ', first_name, last_name)\"}\n";

  static final List<PlanCase> ALL =
      List.of(
          PlanCase.of(STRATEGY, "alter table t rename column a to c", HUNG),
          PlanCase.of(STRATEGY, "alter table t rename column id to key", HUNG),
          PlanCase.of(STRATEGY, "alter table t rename column a to c", PUBLISHED).since(15),
          PlanCase.of(STRATEGY, "alter table t alter column a type bigint", GRANTED),
          of("alter table orders rename column user_email to customer_email"),
          of("alter table orders rename total to \"Total amount\""),
          of("alter table orders rename column id to order_id"),
          of("alter table orders rename column customer_id to buyer_id"),
          of("alter table orders alter column total type bigint"),
          of("alter table orders alter column id type bigint"),
          of("alter table customers alter column id type bigint"),
          of("alter table orders alter total type numeric(10,2) using total / 100.0"),
          of("alter table orders alter customer_id type bigint"),
          of("alter table orders alter column user_email type varchar(20)"),
          PlanCase.of(STRATEGY, "alter table t alter column id type bigint", IDENTITY),
          PlanCase.of(
              STRATEGY,
              "alter table t alter column id type bigint; alter table child alter column t_id type"
                  + " bigint",
              IDENTITY),
          PlanCase.of(
              STRATEGY,
              "alter table child alter column t_id type bigint; alter table t alter column id type"
                  + " bigint",
              IDENTITY),
          PlanCase.of(STRATEGY, "alter table t rename column id to key", IDENTITY),
          PlanCase.of(STRATEGY, SPLIT + "alter table people drop column name", PEOPLE),
          PlanCase.of(
              STRATEGY,
              SPLIT.replace("update", DOWN + "update") + "alter table people drop column name",
              PEOPLE),
          PlanCase.of(
              STRATEGY,
              """
              alter table people add column address text;
              update people set address = street || ', ' || city where address is null;
              alter table people alter column address set not null,
                drop column street, drop column city""",
              PEOPLE),
          PlanCase.of(
              STRATEGY,
              "alter table nodes alter id type bigint",
              """
              create table nodes (id int primary key, parent int references nodes);
              insert into nodes values (1, null), (2, 1), (3, 1)\
              """),
          PlanCase.of(
              STRATEGY,
              "alter table nokey rename column a to b",
              "create table nokey (a json, c text); insert into nokey values ('{}', 'x'), (null,"
                  + " 'y')"));

  private TwinCases() {}

  private static PlanCase of(String sql) {
    return PlanCase.of(STRATEGY, sql, PlanCases.ORDERS);
  }
}
