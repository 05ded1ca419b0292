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

  static final List<PlanCase> ALL =
      List.of(
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
          PlanCase.of(STRATEGY, "alter table t rename column id to key", IDENTITY),
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
