-- schema
create schema other;
create table p (id int primary key);
create table t (id int primary key, a int, b text, pid int references p (id), viewed int, k int, gen int, gened int generated always as (gen) stored, pol int, parted int);
create table solo (id int primary key, note text);
create index t_a on t (a);
create index t_partial on t (id) where k > 0;
create view v as select viewed from t;
create view w as select * from solo;
create materialized view mv as select id from solo;
create policy pol on t using (pol = 1);
create sequence s;
create type mood as enum ('sad', 'ok');
create type unused as enum ('x');
create domain d as int;
create table with_mood (m mood, x d);
create function f() returns trigger language plpgsql as 'begin return new; end';
create function g() returns int language sql as 'select 1';
create trigger tr before insert on t for each row execute function f();
create table part (id int, k int) partition by range (k);
create table part_1 partition of part for values from (0) to (10);
create rule r as on delete to solo do instead nothing;
create extension if not exists btree_gist;
insert into p values (1);
insert into t (id, a, b, pid) values (1, 1, 'x', 1);
insert into solo values (1, 'x');
insert into part values (1, 1);
-- cases
alter table t drop column a -- safe
alter table t drop a -- safe
alter table t drop column if exists a -- safe
alter table t drop column if exists nosuch -- safe
alter table t drop column nosuch -- fails 42703
alter table t drop column viewed -- fails 2BP01
alter table t drop column viewed cascade -- safe
alter table t drop column gen -- 14 safe, 15-18 fails 2BP01
alter table t drop column gen cascade -- safe
alter table t drop column pol -- fails 2BP01
alter table t drop column k -- safe
alter table t drop column id -- safe
alter table t drop column pid -- safe
alter table p drop column id -- fails 2BP01
alter table p drop column id cascade -- safe
alter table part drop column k -- fails 42P16
alter table part drop column id -- safe
alter table part_1 drop column id -- fails 42P16
alter table t drop column a, drop column b -- safe
alter table t drop column a, add column a text -- safe
drop table solo -- fails 2BP01
drop table solo cascade -- safe
drop table t -- fails 2BP01
drop table t cascade -- safe
drop table p -- fails 2BP01
drop table p cascade -- safe
drop table p, t cascade -- safe
drop table if exists nosuch -- safe
drop table nosuch -- fails 42P01
drop table part_1 -- safe
drop table part -- safe
drop table v -- fails 42809
drop view v -- safe
drop view v cascade -- safe
drop view if exists nosuch -- safe
drop view nosuch -- fails 42P01
drop view solo -- fails 42809
drop materialized view mv -- safe
drop sequence s -- safe
drop sequence nosuch -- fails 42P01
drop type unused -- safe
drop type mood -- fails 2BP01
drop type mood cascade -- safe
drop type if exists nosuch -- safe
drop domain d -- fails 2BP01
drop domain d cascade -- safe
drop function f() -- fails 2BP01
drop function f() cascade -- safe
drop function g() -- safe
drop function if exists nosuch() -- safe
drop function nosuch() -- fails 42883
drop schema other -- safe
drop schema other cascade -- safe
drop schema nosuch -- fails 3F000 ! the catalog does not know schemas
drop schema if exists nosuch -- safe
drop trigger tr on t -- safe
drop trigger if exists tr on t -- safe
drop trigger nosuch on t -- fails 42704
drop trigger if exists nosuch on t -- safe
drop trigger tr -- fails 42601
drop policy pol on t -- safe
drop policy nosuch on t -- fails 42704
drop rule r on solo -- safe
drop extension btree_gist -- safe
drop extension nosuch -- fails 42704 ! the catalog does not know extensions
alter table t rename column a to z -- safe
alter table t rename a to z -- safe
alter table t rename column a to b -- fails 42701
alter table t rename column nosuch to z -- fails 42703
alter table t rename to t2 -- safe
alter table t rename to p -- fails 42P07
alter table if exists nosuch rename to z -- safe
alter table nosuch rename to z -- fails 42P01
alter table part rename column id to ident -- safe
alter table part_1 rename column id to ident -- fails 42P16
alter table v rename column viewed to seen -- safe
alter view v rename to v2 -- safe
alter view v rename column viewed to seen -- safe
alter materialized view mv rename to mv2 -- safe
alter sequence s rename to s2 -- safe
alter sequence s restart with 100 -- safe
alter sequence s increment 5 -- safe
alter sequence s as bigint -- safe
alter sequence s owned by t.a -- safe
alter sequence s owned by none -- safe
alter sequence nosuch restart -- fails 42P01
alter type mood rename to feeling -- safe
alter type mood rename value 'ok' to 'fine' -- safe
alter type mood rename value 'nosuch' to 'fine' -- fails 22023
alter type mood add value 'great' -- safe
alter type mood add value 'ok' -- fails 42710
alter type mood add value if not exists 'ok' -- safe
alter type mood add value 'meh' before 'ok' -- safe
alter type mood add value 'meh' before 'nosuch' -- fails 22023
alter schema other rename to another -- safe
alter table t set schema other -- safe
alter table t set schema nosuch -- fails 3F000 ! the catalog does not know schemas
alter table t owner to postgres -- safe
alter table t owner to nosuch -- fails 42704 ! the catalog does not know roles
alter function g() rename to h -- safe
begin; alter table t rename to t_old; create view t as select * from t_old; commit -- safe
begin; alter table t rename column a to z; alter table t rename column z to a; commit -- safe
alter table t rename column a to z; alter table t drop column a -- fails 42703
alter table t drop column a; alter table t alter column a set not null -- fails 42703
drop table solo cascade; alter table solo add column z int -- fails 42P01
create table t (id int) -- fails 42P07
create table if not exists t (id int) -- safe
create table v (id int) -- fails 42P07
create table n (id int, id int) -- fails 42701
create table n (id nosuch) -- fails 42704 ! the catalog does not know the types of extensions
create table n (like nosuch) -- fails 42P01
create table n (like t) -- safe
create table n (like t including all) -- safe
create table n () inherits (solo) -- safe
create table n as select * from t -- safe
create table n as select nosuch from t -- fails 42703 ! queries are not checked column by column
create table n as select * from nosuch -- fails 42P01
create table n partition of part for values from (10) to (20) -- safe
create table n partition of part for values from (5) to (20) -- fails 42P17
create table n partition of part default -- safe
create table n partition of t for values from (10) to (20) -- fails 42P17
create table n partition of part for values in (1) -- fails 42P16
create view n as select * from t -- safe
create view v as select 1 -- fails 42P07
create or replace view v as select viewed, 1 as more from t -- safe
create or replace view v as select 1 as other -- fails 42P16 ! queries are not checked column by column
create or replace view n as select id from t -- safe
create or replace view v as select nosuch from t -- fails 42703 ! queries are not checked column by column
create materialized view n as select * from t -- safe
create sequence s -- fails 42P07
create sequence if not exists s -- safe
create sequence n owned by t.id -- safe
create type mood as enum ('x') -- fails 42710
create type n as enum ('x', 'x') -- fails 23505
create type n as (a int, b text) -- safe
create domain n as int check (value > 0) -- safe
create schema other -- fails 42P06 ! the catalog does not know schemas
create schema if not exists other -- safe
create extension nosuchextension -- 14 fails 58P01, 15-18 fails 0A000 ! the catalog does not know extensions
create extension if not exists pg_trgm -- safe
create function n() returns int language sql as 'select 1' -- safe
create function n() returns int language sql as 'select nosuch' -- fails 42703 ! function bodies and results are not checked
create function g() returns int language sql as 'select 2' -- fails 42723
create or replace function g() returns int language sql as 'select 2' -- safe
create or replace function g() returns text language sql as 'select ''x''' -- fails 42P13 ! function bodies and results are not checked
create function n() returns int language nosuch as 'x' -- fails 42704 ! function bodies and results are not checked
comment on table t is 'x' -- safe
comment on column t.a is 'x' -- safe
comment on column t.nosuch is 'x' -- fails 42703
comment on table nosuch is 'x' -- fails 42P01
grant select on t to public -- safe
grant select on nosuch to public -- fails 42P01
grant select on t to nosuchrole -- fails 42704 ! the catalog does not know roles
revoke all on t from public -- safe
