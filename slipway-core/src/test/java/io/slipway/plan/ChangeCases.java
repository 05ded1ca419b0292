package io.slipway.plan;

import java.util.List;

/** Types from any to any, and what hangs beside the columns. */
final class ChangeCases {
  private static final String GADGETS =
      """
      create type level as enum ('low', 'high');
      create domain positive as int check (value > 0);
      create table gadgets (id int primary key, at timestamp not null, word text default 'low',
        j json, n numeric(8,2), b bit varying(8));
      create index gadgets_word on gadgets (word);
      create index gadgets_at on gadgets (at desc);
      create view shown as select id, word from gadgets where n > 1;
      create table log (id int, word text);
      insert into gadgets
        select i, '2024-03-01'::timestamp + i * interval '1 day',
          case when i % 3 = 0 then null when i % 2 = 0 then 'low' else 'high' end,
          case when i % 4 = 0 then null else json_build_object('a', i, 'b', null) end, i + 0.25,
          b'101'
        from generate_series(1, 20) as i;
      """;

  static final List<PlanCase> ALL =
      List.of(
          twin("alter table gadgets alter at type timestamptz using at at time zone 'UTC'"),
          twin(
              "drop view shown; alter table gadgets alter word drop default, "
                  + "alter word type level using word::level"),
          twin("alter table gadgets alter j type jsonb"),
          twin("drop view shown; alter table gadgets alter n type numeric(9,1)"),
          twin("drop view shown; alter table gadgets alter id type text"),
          of("direct", "alter type level rename to stage; comment on table gadgets is 'g'"),
          of(
              "direct",
              "alter type level rename value 'low' to 'small'; comment on table gadgets is 'g'"),
          of("blue-green", "alter table gadgets add column size positive"),
          of("direct", "create or replace view shown as select id, word, n from gadgets"),
          of(
              "direct",
              "alter table gadgets enable row level security; create policy p on gadgets using (id > 0)"),
          of(
              "direct",
              "create rule r as on insert to gadgets do also insert into log values (new.id, new.word)"),
          of(
              "direct",
              """
              create function noted() returns trigger language plpgsql as
                $$ begin insert into log values (new.id, new.word); return new; end $$;
              create trigger noted after update on gadgets for each row execute function noted()"""),
          of("direct", "insert into log select id, word from gadgets where n > 5"),
          of("progressive", "delete from gadgets where n > 10"));

  private ChangeCases() {}

  private static PlanCase twin(String sql) {
    return of("dual-write", sql);
  }

  private static PlanCase of(String strategy, String sql) {
    return PlanCase.of(strategy, sql, GADGETS);
  }
}
