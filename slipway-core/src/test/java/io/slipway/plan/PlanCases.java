package io.slipway.plan;

import java.util.List;
import java.util.stream.Stream;

/** Statements that people write, on tables with rows. */
public final class PlanCases {
  public static final String ORDERS =
      """
      create table customers (id serial primary key, email text not null);
      insert into customers (email) select 'c' || i from generate_series(1, 20) i;
      create table orders (
        id serial primary key,
        customer_id int references customers (id) on delete cascade,
        user_email varchar(255) not null default 'nobody',
        total int default 0 constraint positive check (total >= 0),
        note text,
        unique (user_email, total));
      create index orders_total_idx on orders (total desc) include (note) where total > 3;
      create index orders_lower_idx on orders (lower(user_email));
      comment on column orders.total is 'in cents: it''s money';
      comment on index orders_total_idx is 'for reports';
      create table items (id int primary key, order_id int not null,
        constraint items_order foreign key (order_id) references orders (id) on delete cascade);
      insert into orders (customer_id, user_email, total, note)
        select i, 'u' || i || '@x', i, case when i % 3 = 0 then 'n' || i end
        from generate_series(1, 20) i;
      insert into items select i, i from generate_series(1, 20) i;
      """;

  private static final String PARTED =
      """
      create table parted (id int not null, at date not null, v int) partition by range (at);
      create table parted_a partition of parted for values from ('2024-01-01') to ('2024-02-01');
      create table parted_b partition of parted for values from ('2024-02-01') to ('2024-03-01')
        partition by list (v);
      create table parted_b1 partition of parted_b for values in (1);
      insert into parted values (1, '2024-01-05', 1), (2, '2024-02-05', 1);
      """;

  private static final List<PlanCase> DIRECT =
      List.of(
          of("direct", "alter table orders add column x int"),
          of("direct", "alter table orders add column x text not null default 'a'"),
          of("direct", "alter table orders add column at timestamptz default now()")
              .withRandomValues(),
          of(
              "direct",
              "alter table orders alter column note set default 'z', alter total drop default"),
          PlanCase.of(
              "direct",
              "alter table v alter column a type varchar(300)",
              "create table v (a varchar(20) primary key); insert into v values ('x')"),
          of("direct", "alter table orders drop constraint positive"),
          of("direct", "alter table orders drop constraint orders_user_email_total_key"),
          of("direct", "alter table items drop constraint items_order"),
          of("direct", "alter table orders alter user_email drop not null"),
          of(
              "direct",
              "create table a (id int primary key); create index on a (id); comment on table a is"
                  + " 'x'"),
          of("direct", "create table b (id serial primary key, o int references orders)"),
          of("direct", "create view v as select id, total from orders"),
          of("direct", "create type mood as enum ('a', 'b')"),
          of("direct", "create function f(int) returns int language sql as 'select $1'"),
          of("direct", "alter index orders_total_idx rename to orders_t"),
          of("direct", "alter table orders rename constraint positive to not_negative"),
          of("direct", "comment on column orders.total is null"));

  private static final List<PlanCase> NATIVE =
      List.of(
          of("native-online", "create index on orders (note)"),
          of("native-online", "create index on orders (lower(note), total)"),
          of(
              "native-online",
              "create unique index concurrently by_note on orders using btree (id, note)"),
          of("native-online", "create index if not exists orders_total_idx on orders (total)"),
          of("native-online", "drop index orders_total_idx, orders_lower_idx"),
          of("native-online", "reindex index orders_total_idx"),
          of("native-online", "reindex table orders"),
          of("native-online", "alter table orders add unique (id, total)"),
          of(
              "native-online",
              "alter table orders add constraint u unique (id) include (note) deferrable initially"
                  + " deferred"),
          of("native-online", "alter table orders add check (total < 1000)"),
          of(
              "native-online",
              "alter table orders drop constraint positive, add constraint positive check (total >"
                  + " -1)"),
          of(
              "native-online",
              "alter table orders add constraint o foreign key (total) references customers on"
                  + " update cascade"),
          of("native-online", "alter table orders alter column total set not null"),
          of("native-online", "alter table orders add column z int unique"),
          of(
              "native-online",
              "alter table orders add column z int default 3 check (z > 1) references customers"),
          of("native-online", "alter table orders add column q int, alter total set not null"),
          PlanCase.of(
              "native-online",
              "alter table k add primary key (a, b)",
              "create table k (a int, b int not null); insert into k values (1, 2), (2, 2)"),
          PlanCase.of("native-online", "create index on parted (v)", PARTED),
          PlanCase.of("native-online", "create unique index pi on parted (id, at, v)", PARTED),
          PlanCase.of(
              "native-online",
              "refresh materialized view m",
              "create materialized view m as select 1 as a; create unique index on m (a)"));

  private static final List<PlanCase> OTHERS =
      List.of(
          of("expand-contract", "alter table orders drop column total"),
          of("expand-contract", "alter table orders drop column customer_id"),
          of("expand-contract", "alter table orders drop column note, add column more text"),
          of(
              "feature-flag",
              "-- @metadata {\"strategy\": \"feature-flag\"}\n"
                  + "alter table orders rename column note to remark"),
          of(
              "feature-flag",
              "-- @metadata {\"strategy\": \"feature-flag\", \"flag\": \"without_total\"}\n"
                  + "alter table orders drop column total"),
          of("expand-contract", "drop table items"),
          of("expand-contract", "drop table orders cascade"),
          of("expand-contract", "alter table orders rename to purchases"),
          of("progressive", "update orders set note = 'x' || id where note is null"),
          of("progressive", "update orders as o set total = o.total + 1"),
          of("progressive", "delete from items where id > 10"),
          of("blue-green", "vacuum full orders"),
          of(
              "blue-green",
              "alter table orders add column net int generated always as (total * 2) stored"),
          of("progressive", "alter table orders add column u uuid default gen_random_uuid()")
              .withRandomValues(),
          of(
                  "progressive",
                  "alter table orders add column u uuid not null default gen_random_uuid()")
              .withRandomValues(),
          of("progressive", "alter table orders add column n bigserial").withRandomValues(),
          of("progressive", "alter table orders add column n int generated by default as identity")
              .withRandomValues(),
          of(
                  "native-online",
                  "alter table orders add column u uuid default gen_random_uuid() unique")
              .withRandomValues());

  public static final List<PlanCase> ALL =
      Stream.of(DIRECT, NATIVE, TwinCases.ALL, ChangeCases.ALL, OTHERS, ConstraintCases.ALL)
          .flatMap(List::stream)
          .toList();

  private PlanCases() {}

  /**
   * Of the cases that differ in their types only, each is tried under the engine on one of two
   * servers, turn by turn; on all of five.
   */
  public static boolean isLawOn(PlanCase it, int major, int servers) {
    int index = ChangeCases.ALL.indexOf(it);
    return index < 0 || servers > 2 || index % 2 == (major == 14 ? 0 : 1);
  }

  private static PlanCase of(String strategy, String sql) {
    return PlanCase.of(strategy, sql, ORDERS);
  }
}
