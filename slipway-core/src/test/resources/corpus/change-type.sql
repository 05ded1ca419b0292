-- schema
create domain plain as text;
create domain short as text check (length(value) < 100);
create domain positive as int check (value > 0);
create type mood as enum ('sad', 'ok');
create table p (id int primary key, code varchar(10) unique);
create table t (
  id int primary key, pid int references p (id), code varchar(10) references p (code),
  v10 varchar(10), v text, i int, big bigint, n numeric(10, 2), ts timestamp, tz timestamptz, ip cidr,
  j json, flag int, word text, ch char(5), arr int[], u uuid, m mood, dm short, checked varchar(10),
  viewed varchar(10), gen varchar(10), gened text generated always as (lower(gen)) stored, pol varchar(10),
  trig varchar(10), expr varchar(10), part varchar(10), idx varchar(10), def int default 5, stat varchar(10),
  constraint checked_ck check (length(checked) > 0)
);
create view w as select viewed from t;
create policy pol on t using (pol = 'x');
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tr before update of trig on t for each row execute function f();
create index t_expr on t (lower(expr));
create index t_part on t (id) where part = 'x';
create index t_idx on t (idx);
create table parted (id int, k int, note varchar(10)) partition by range (k);
create table parted_1 partition of parted for values from (0) to (10);
create table parent (id int, note varchar(10));
create table child () inherits (parent);
insert into p values (1, 'a');
insert into t (id, pid, code, v10, v, i, big, n, ts, tz, ip, j, flag, word, ch, arr, u, m, dm, checked, viewed, gen, pol, trig, expr, part, idx, stat)
 values (1, 1, 'a', 'x', 'x', 1, 1, 1, now(), now(), '10.0.0.0/8', '{}', 1, 'sad', 'x', '{1}', '00000000-0000-0000-0000-000000000000', 'ok', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x');
insert into parted values (1, 1, 'x');
insert into child values (1, 'x');
-- cases
alter table t alter column v10 type varchar(20) -- safe
alter table t alter v10 type varchar(20) -- safe
alter table t alter column v10 set data type varchar(20) -- safe
alter table t alter column v10 type varchar(5) -- hazard
alter table t alter column v10 type varchar(10) -- safe
alter table t alter column v10 type varchar -- safe
alter table t alter column v10 type text -- safe
alter table t alter column v10 type text using v10::text -- safe
alter table t alter column v10 type text using v10 -- safe
alter table t alter column v10 type text using upper(v10) -- hazard
alter table t alter column v10 type text collate "C" -- safe
alter table t alter column v10 type plain -- safe
alter table t alter column v10 type short -- hazard
alter table t alter column v type varchar -- safe
alter table t alter column v type varchar(10) -- hazard
alter table t alter column v type text -- safe
alter table t alter column v type citext -- fails 42704 ! the catalog does not know the types of extensions
alter table t alter column ch type text -- hazard
alter table t alter column ch type char(8) -- hazard
alter table t alter column ch type varchar(10) -- hazard
alter table t alter column dm type text -- safe
alter table t alter column i type bigint -- hazard
alter table t alter column i type bigint using i::bigint -- hazard
alter table t alter column i type smallint -- hazard
alter table t alter column i type oid -- safe
alter table t alter column i type numeric -- hazard
alter table t alter column i type text -- hazard
alter table t alter column i type boolean -- fails 42804
alter table t alter column i type positive -- hazard
alter table t alter column i type int -- safe
alter table t alter column big type int -- hazard
alter table t alter column n type numeric(12, 2) -- safe
alter table t alter column n type numeric -- safe
alter table t alter column n type numeric(12, 4) -- hazard
alter table t alter column n type numeric(8, 2) -- hazard
alter table t alter column n type decimal(14, 2) -- safe
alter table t alter column ts type timestamptz -- hazard
set timezone = 'UTC'; alter table t alter column ts type timestamptz -- safe
set time zone 'UTC'; alter table t alter column tz type timestamp -- safe
alter table t alter column ts type timestamptz using ts at time zone 'UTC' -- hazard
alter table t alter column tz type timestamp -- hazard
alter table t alter column tz type date -- hazard
alter table t alter column ts type timestamp(3) -- hazard
alter table t alter column tz type timestamptz(6) -- safe
alter table t alter column ip type inet -- safe
alter table t alter column j type jsonb -- hazard
alter table t alter column j type jsonb using j::jsonb -- hazard
alter table t alter column flag type boolean using flag = 1 -- hazard
alter table t alter column flag type boolean using (flag <> 0) -- hazard
alter table t alter column word type mood -- fails 42804
alter table t alter column word type mood using word::mood -- hazard
alter table t alter column m type text -- hazard
alter table t alter column m type text using m::text -- hazard
alter table t alter column u type text -- hazard
alter table t alter column word type uuid using '00000000-0000-0000-0000-000000000000'::uuid -- hazard
alter table t alter column word type int -- fails 42804
alter table t alter column word type int using length(word) -- hazard
alter table t alter column arr type bigint[] -- hazard
alter table t alter column arr type int[] -- safe
alter table t alter column nosuch type text -- fails 42703
alter table t alter column v type nosuchtype -- fails 42704 ! the catalog does not know the types of extensions
alter table nosuch alter column v type text -- fails 42P01
alter table t alter column v10 type text, alter column i type bigint -- hazard
alter table t alter column v10 type text, alter column n type numeric(12, 2) -- safe
alter table t alter column id type bigint -- hazard
alter table t alter column pid type bigint -- hazard
alter table p alter column id type bigint -- hazard
alter table p alter column code type varchar(20) -- safe
alter table t alter column code type varchar(20) -- safe
alter table t alter column code type text -- safe
alter table t alter column checked type varchar(20) -- hazard
alter table t alter column checked type text -- hazard
alter table t alter column viewed type text -- fails 0A000
alter table t alter column viewed type varchar(20) -- fails 0A000
alter table t alter column gen type text -- 14 fails 42601, 15-18 fails 0A000 ! another SQLSTATE on 14
alter table t alter column gened type varchar(100) -- hazard
alter table t alter column pol type text -- fails 0A000
alter table t alter column trig type text -- fails 0A000
alter table t alter column expr type text -- hazard
alter table t alter column part type text -- hazard
alter table t alter column idx type text -- safe
alter table t alter column idx type varchar(20) -- safe
alter table t alter column idx type text collate "C" -- hazard
alter table t alter column def type bigint -- hazard
alter table t alter column def type text -- hazard
alter table t alter column def type boolean using def = 1 -- fails 42804
alter table t alter column def drop default, alter column def type boolean using def = 1 -- hazard
alter table t alter column def type text, alter column def set default 'x' -- hazard
begin; drop view w; alter table t alter column viewed type text; create view w as select viewed from t; commit -- safe
alter table parted alter column note type text -- safe
alter table parted alter column id type bigint -- hazard
alter table parted alter column k type bigint -- fails 42P16
alter table parted_1 alter column note type text -- fails 42P16
alter table only parted alter column note type text -- fails 42P16
alter table parent alter column note type text -- safe
alter table parent alter column id type bigint -- hazard
alter table only parent alter column note type text -- fails 42P16
alter table child alter column note type text -- fails 42P16
alter table t alter column v set default 'x' -- safe
alter table t alter column v set default nosuch() -- fails 42883 ! functions in expressions and calls are not looked up
alter table t alter column def drop default -- safe
alter table t alter column v set statistics 500 -- safe
alter table t alter column v set storage external -- safe
alter table t alter column v set compression pglz -- safe
alter table t alter column i set storage external -- fails 0A000 ! storage parameters are not checked
alter table t alter column v set (n_distinct = 5) -- safe
alter table t alter column id add generated always as identity -- safe
alter table t alter column i add generated always as identity -- fails 55000
alter table t alter column gened drop expression -- safe
alter table t alter column gened set expression as (upper(gen)) -- 14-16 fails 42601, 17-18 hazard
alter table t alter column i drop expression -- fails 55000
alter table t alter column i drop expression if exists -- safe
alter table t alter column i drop identity -- fails 55000
alter table t alter column i drop identity if exists -- safe
