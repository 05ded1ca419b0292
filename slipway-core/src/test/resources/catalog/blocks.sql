create table t (a int, b int);
do $$ begin
  if not exists (select 1 from information_schema.columns where table_name = 't' and column_name = 'c') then
    alter table t add column c int;
  end if;
  if not exists (select 1 from pg_type where typname = 'mood') then
    create type mood as enum ('a', 'b');
  end if;
end $$;
do $$ begin
  create type mood as enum ('a', 'b', 'c');
exception when duplicate_object then null;
end $$;
do $$ begin
  alter table t add constraint ck check (a > 0);
exception when duplicate_object then null;
end $$;
do $$ begin
  alter table t add constraint ck check (a > 0);
exception when duplicate_object then null;
end $$;
do $$ begin
  execute 'create index ia on t (a)';
  create table made (x int);
end $$;
do $$ begin
  if not exists (select 1 from pg_class where relname = 'made') then
    create table made (y text);
  end if;
end $$;
