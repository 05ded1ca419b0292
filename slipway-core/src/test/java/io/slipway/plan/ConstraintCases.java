package io.slipway.plan;

import java.util.List;

/** Constraints, indexes and columns of every kind, on plain and on partitioned tables. */
final class ConstraintCases {
  private static final String TABLES =
      """
      create table p (id int primary key, k text unique, a int, b int, unique (a, b));
      insert into p select i, 'k' || i, i, i from generate_series(1, 10) i;
      create table t (id int primary key, a int, b int, c text, d timestamp, j jsonb);
      insert into t select i, i, i, 'c' || i, '2024-01-01', '{}' from generate_series(1, 10) i;
      """;

  private static final String PARTED =
      """
      create table ref (id int primary key);
      insert into ref select generate_series(1, 10);
      create table parted (id int not null, at date not null, v int, r int)
        partition by range (at);
      create table parted_a partition of parted for values from ('2024-01-01') to ('2024-02-01');
      create table parted_b partition of parted for values from ('2024-02-01') to ('2024-03-01')
        partition by list (v);
      create table parted_b1 partition of parted_b for values in (1);
      insert into parted values (1, '2024-01-05', 1, 1), (2, '2024-02-05', 1, 2);
      """;

  private static final String KEYED = PARTED + "alter table parted add primary key (id, at, v);";

  static final List<PlanCase> ALL =
      List.of(
          on(TABLES, "alter table t add foreign key (a, b) references p (a, b)"),
          on(
              TABLES,
              "alter table t add foreign key (a, b) references p (a, b) match full on delete set"
                  + " null"),
          on(
                  TABLES,
                  "alter table t add foreign key (a, b) references p (a, b) on delete set null (b)"
                      + " deferrable initially deferred")
              .since(15),
          on(TABLES, "alter table t add constraint self foreign key (a) references t"),
          on(TABLES, "alter table t add unique nulls not distinct (a, c)").since(15),
          on(TABLES, "alter table t drop constraint t_pkey, add primary key (a)"),
          on(
              """
              create schema if not exists elsewhere;
              create table if not exists elsewhere.q (id int primary key);
              insert into elsewhere.q select generate_series(1, 10) on conflict do nothing;
              """
                  + TABLES,
              "alter table t add constraint q foreign key (a) references elsewhere.q"),
          on(
                  """
                  create extension if not exists btree_gist;
                  create table w (id int, during daterange,
                    constraint wpk primary key (id, during without overlaps));
                  insert into w values (1, '[2024-01-01,2024-01-10)'), (1, '[2024-01-10,2024-02-01)');
                  create table v (id int, during daterange);
                  insert into v values (1, '[2024-01-05,2024-01-15)'), (null, '[2024-01-05,)');
                  """,
                  "alter table v add foreign key (id, period during) references w (id, period"
                      + " during)")
              .since(18),
          on(
              PARTED,
              "alter table parted add constraint r foreign key (r) references ref on delete"
                  + " cascade"),
          on(PARTED, "alter table parted add foreign key (r) references ref"),
          on(PARTED, "alter table parted add constraint pu unique (id, at, v)"),
          on(PARTED, "alter table parted add unique (at, v, r) include (id) deferrable"),
          on(PARTED, "alter table parted add primary key (id, at, v)"),
          on(PARTED, "alter table parted add check (id > 0)"),
          on(PARTED, "alter table parted alter v set not null"),
          on(
              KEYED
                  + "create table refs (id int, at date, v int); insert into refs values (1,"
                  + " '2024-01-05', 1);",
              "alter table refs add foreign key (id, at, v) references parted (id, at, v)"),
          on(
              PARTED + "create index pidx on parted (r); comment on index pidx is 'r';",
              "drop index pidx"),
          on(TABLES, "create index i on t using hash (a)"),
          on(TABLES, "create index i on t using gin (j jsonb_path_ops) with (fastupdate = off)"),
          on(TABLES, "create index i on t using brin (d) with (pages_per_range = 16)"),
          on(TABLES, "create index i on t using gist (int4range(a, b + 1))"),
          on(TABLES, "create index i on t using spgist (c text_ops) where a > 2"),
          on(
              TABLES,
              "create index i on t (c collate \"C\" text_pattern_ops desc nulls last, (a + b))"
                  + " include (d) with (fillfactor = 70) tablespace pg_default where a > 2"),
          on(TABLES, "create unique index i on t (c, a) nulls not distinct").since(15),
          on(
              PARTED,
              "create index i on parted using brin (at) with (pages_per_range = 16) where v > 0"),
          PlanCase.of(
                  "direct",
                  "alter table t add column g int generated always as (a * 2) virtual",
                  TABLES)
              .since(18),
          PlanCase.of(
                  "progressive",
                  "alter table t add column g int generated always as identity (start with 100"
                      + " increment by 10)",
                  TABLES)
              .withRandomValues());

  private ConstraintCases() {}

  private static PlanCase on(String schema, String sql) {
    return PlanCase.of("native-online", sql, schema);
  }
}
