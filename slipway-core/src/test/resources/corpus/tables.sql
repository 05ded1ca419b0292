-- schema
create table p (id int primary key);
create table t (id int primary key, a int, b text, pid int references p (id));
create table u (id int primary key, tid int references t (id));
create table solo (id int primary key, note text);
create unique index solo_note on solo (note);
create unlogged table un (id int primary key);
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tr before insert on t for each row execute function f();
create table part (id int not null, k int not null) partition by range (k);
create table part_1 partition of part for values from (0) to (10);
create table part_default partition of part default;
create table loose (id int not null, k int not null);
create table proven (id int not null, k int not null check (k >= 20 and k < 30));
create table wrong (id int, k text);
create table listed (id int, k text) partition by list (k);
create table listed_a partition of listed for values in ('a');
create table no_default (id int not null, k int not null) partition by range (k);
create table no_default_1 partition of no_default for values from (0) to (10);
create table parent (id int);
create table orphan (id int);
create domain d as int;
create domain dchecked as int check (value > 0);
alter domain dchecked add constraint late check (value < 1000) not valid;
create table uses_d (id int, x d, y dchecked);
create type mood as enum ('sad', 'ok');
create type comp as (a int);
create table typed of comp;
create table has_comp (c comp);
create policy pol on solo using (true);
create publication pub for table solo;
insert into p values (1);
insert into t values (1, 1, 'x', 1);
insert into solo values (1, 'x');
insert into part values (1, 1), (2, 50);
insert into loose values (1, 25);
insert into proven values (1, 25);
insert into uses_d values (1, 1, 1);
-- cases
alter table part attach partition loose for values from (20) to (30) -- hazard
alter table part attach partition proven for values from (20) to (30) -- hazard
alter table no_default attach partition loose for values from (20) to (30) -- hazard
alter table no_default attach partition proven for values from (20) to (30) -- safe
alter table no_default attach partition loose for values from (5) to (30) -- fails 42P17
alter table no_default attach partition loose for values from (90) to (99) -- fails 23514 ! depends on the rows
alter table no_default attach partition wrong for values from (20) to (30) -- fails 42804 ! columns of parent and partition are not compared
alter table no_default attach partition nosuch for values from (20) to (30) -- fails 42P01
alter table no_default attach partition part_1 for values from (20) to (30) -- fails 42809
alter table t attach partition loose for values from (20) to (30) -- 14-17 fails 42P17, 18 fails 42809
alter table part attach partition loose default -- fails 42P17
alter table part detach partition part_1 -- safe
alter table part detach partition part_1 concurrently -- fails 55000
alter table no_default detach partition no_default_1 -- safe
alter table no_default detach partition no_default_1 concurrently -- safe
begin; alter table no_default detach partition no_default_1 concurrently; commit -- fails 25001
alter table part detach partition loose -- fails 42P01
alter table part detach partition nosuch -- fails 42P01
create table n partition of part for values from (20) to (30) -- hazard
create table n partition of part for values from (45) to (55) -- fails 23514 ! depends on the rows
create table n partition of no_default for values from (20) to (30) -- safe
create table n partition of listed for values in ('b') -- safe
create table n partition of listed for values in ('a') -- fails 42P17
create table n partition of listed for values in ('b', 'c', null) -- safe
create table n (like part including all); alter table part attach partition n for values from (20) to (30) -- hazard
create table n (id int, k int) partition by range (k); alter table n add primary key (id) -- fails 0A000
create table n (id int primary key, k int) partition by range (k) -- fails 0A000
create table n (id int, k int) partition by range (nosuch) -- fails 42703 ! the columns of PARTITION BY are not looked up
create table n (id int, k int, primary key (id, k)) partition by range (k) -- safe
alter table orphan inherit parent -- safe
alter table orphan no inherit parent -- fails 42P01
alter table t inherit parent -- safe
alter table solo set unlogged -- fails 55000 ! what keeps a table logged is not checked
alter table un set logged -- hazard
alter table un set unlogged -- safe
alter table p set unlogged -- fails 42P16 ! what keeps a table logged is not checked
alter table solo set logged -- safe
alter table solo set tablespace pg_default -- safe ! the catalog does not know tablespaces
alter table solo set tablespace nosuch -- fails 42704 ! the catalog does not know tablespaces
alter table solo set access method heap -- 14 fails 42601, 15-18 safe
alter table solo set access method nosuch -- 14 fails 42601, 15-18 fails 42704 ! the catalog does not know access methods and operator classes
alter table solo set (fillfactor = 70) -- safe
alter table solo set (autovacuum_enabled = false) -- safe
alter table solo set (nosuch = 1) -- fails 22023 ! storage parameters are not checked
alter table solo reset (fillfactor) -- safe
alter table solo enable row level security -- safe
alter table solo disable row level security -- safe
alter table solo force row level security -- safe
alter table solo replica identity full -- safe
alter table solo replica identity nothing -- safe
alter table solo replica identity default -- safe
alter table solo replica identity using index solo_pkey -- safe
alter table solo replica identity using index solo_note -- fails 42809
alter table solo replica identity using index nosuch -- fails 42704
alter table t disable trigger tr -- safe
alter table t enable trigger tr -- safe
alter table t disable trigger all -- safe
alter table t disable trigger user -- safe
alter table t disable trigger nosuch -- fails 42704
alter table t enable always trigger tr -- safe
create trigger n before insert on t for each row execute function f() -- safe
create trigger tr before insert on t for each row execute function f() -- fails 42710
create or replace trigger tr before insert on t for each row execute function f() -- safe
create trigger n before insert on t for each row execute function nosuch() -- fails 42883
create trigger n before insert on nosuch for each row execute function f() -- fails 42P01
create trigger n instead of insert on t for each row execute function f() -- fails 42809
create trigger n after insert on t for each statement execute procedure f() -- safe
create trigger n before update of a on t for each row execute function f() -- safe
create trigger n before update of nosuch on t for each row execute function f() -- fails 42703
create constraint trigger n after insert on t deferrable for each row execute function f() -- safe
create constraint trigger n after insert on t from p deferrable for each row execute function f() -- safe
alter trigger tr on t rename to tr2 -- safe
create rule r as on insert to solo do instead nothing -- safe
create policy n on t using (a = 1) -- safe
create policy pol on solo using (true) -- fails 42710
create policy n on t for select to public using (nosuch = 1) -- fails 42703
alter policy pol on solo using (id = 1) -- safe
alter policy nosuch on solo using (id = 1) -- fails 42704
truncate t -- fails 0A000
truncate solo -- safe
truncate p -- fails 0A000
truncate p cascade -- safe
truncate solo restart identity -- safe
truncate nosuch -- fails 42P01
truncate part -- safe
lock table t -- safe ! blocks for as long as the migration goes on: no scan shows it
lock table t in share mode -- safe ! blocks for as long as the migration goes on: no scan shows it
lock table t in access share mode -- safe
alter domain d add constraint k check (value > 0) -- hazard
alter domain d add constraint k check (value > 0) not valid -- safe
alter domain d add constraint k check (value > 5) -- fails 23514 ! depends on the rows
alter domain d set not null -- hazard
alter domain d drop not null -- safe
alter domain d set default 5 -- safe
alter domain dchecked validate constraint late -- hazard
alter domain dchecked drop constraint late -- safe
alter domain dchecked drop constraint nosuch -- fails 42704
alter domain nosuch set default 5 -- fails 42704
alter type comp add attribute b int -- fails 2BP01 ! the catalog does not know which tables use a row type
alter type comp add attribute b int cascade -- safe
alter type comp drop attribute a -- fails 2BP01 ! the catalog does not know which tables use a row type
alter type comp drop attribute a cascade -- safe
begin; alter type mood add value 'great'; commit -- safe
begin; alter type mood add value 'great'; insert into nosuch values (1); commit -- fails 42P01
begin; alter type mood add value 'great'; create table n (m mood default 'great'); commit -- fails 55P04
begin; alter type mood add value 'great'; select 'great'::mood; commit -- fails 55P04
begin; create type fresh as enum ('a'); alter type fresh add value 'b'; create table n (m fresh default 'b'); commit -- 14-16 fails 55P04, 17-18 safe
begin; create type fresh as enum ('a', 'b'); create table n (m fresh default 'b'); commit -- safe
alter type mood add value 'great'; create table n (m mood default 'great') -- safe
create publication n for table t -- safe
alter publication pub add table t -- safe
alter publication pub add table solo -- fails 42710 ! the catalog does not know publications
alter publication pub drop table solo -- safe
alter publication pub set table t -- safe
drop publication pub -- safe
create table n of comp -- safe
create table n of nosuch -- fails 42704 ! the catalog does not know the types of extensions
create temp table n (id int); alter table n add check (id > 0) -- safe
create unlogged table n (id int); alter table n set logged -- safe
update t set a = 2 -- safe
update t set a = 2 where id = 1 -- safe
update t set nosuch = 2 -- fails 42703
update nosuch set a = 2 -- fails 42P01
delete from t -- safe
delete from t where id = 1 -- safe
delete from solo -- safe
insert into t (id) values (2) -- safe
insert into t (id, nosuch) values (2, 1) -- fails 42703
insert into nosuch values (1) -- fails 42P01
insert into solo select id + 1000, 'y' from solo -- safe
insert into solo values (1, 'again') -- fails 23505 ! depends on the rows
insert into solo values (1, 'again') on conflict do nothing -- safe
insert into t (id, pid) values (5, 999) -- fails 23503 ! depends on the rows
select * from t -- safe
select * from t for update -- safe
select nosuch from t -- fails 42703 ! queries are not checked column by column
select setval('t_id_seq', 5) -- fails 42P01 ! queries are not checked column by column
with gone as (delete from solo returning *) select count(*) from gone -- safe
merge into solo using t on solo.id = t.id when matched then update set note = 'm' -- 14 fails 42601, 15-18 safe
copy solo from program 'true' -- safe
begin; update t set a = 3; alter table t add column z int; commit -- safe
begin; alter table t add column z int; update t set z = a; commit -- hazard
begin; alter table t add column z int default 1; insert into t (id) values (7); commit -- safe
begin; insert into t (id, pid) values (7, 1); alter table t add column z int; commit -- safe
begin; delete from u; alter table u add column z int; commit -- safe
set constraints all immediate -- safe
set local lock_timeout = '1s' -- safe
set lock_timeout = '2s'; alter table t add column z int -- safe
begin; set local lock_timeout = '2s'; alter table t add column z int; commit -- safe
vacuum full -- hazard
reindex schema public -- hazard
begin; create database n; commit -- fails 25001
begin; vacuum full t; commit -- fails 25001
begin; alter system set work_mem = '8MB'; commit -- fails 25001
do $$ begin alter table t add column z int; end $$ -- safe
do $$ begin alter table t alter column a set not null; end $$ -- hazard
do $$ begin alter table t add constraint k check (a > 0); exception when duplicate_object then null; end $$ -- hazard
do $$ begin execute 'alter table t alter column a set not null'; end $$ -- hazard
do $$ begin execute format('alter table %I alter column %I set not null', 't', 'a'); end $$ -- hazard
do $$ declare n text := 't'; begin execute format('alter table %I alter column a set not null', n); end $$ -- hazard
do $$ begin execute 'alter table ' || 't' || ' alter column a set not null'; end $$ -- hazard
do $$ begin execute 'alter table t alter column ' || quote_ident('a') || ' set not null'; end $$ -- hazard
do $$ declare r record; begin for r in select id from t loop update t set a = 1 where id = r.id; end loop; end $$ -- safe
do $$ declare r record; begin for r in select 't' as n loop execute format('alter table %I add check (a > 0)', r.n); end loop; end $$ -- hazard ! the name is read from a row
do $$ begin perform setval('s', 1); exception when undefined_table then null; end $$ -- safe
do $$ begin perform count(*) from t; end $$ -- safe
do $$ begin vacuum t; end $$ -- fails 25001
do $$ begin commit; end $$ -- safe
do $$ begin raise exception 'no'; end $$ -- fails P0001 ! depends on the rows
do $$ begin if exists (select 1 from t where a = 99) then alter table t alter column a set not null; end if; end $$ -- safe ! the condition decides when it runs
call nosuch() -- fails 42883 ! functions in expressions and calls are not looked up
explain select * from t -- safe
select pg_sleep(0) -- safe
alter table t add column z int generated by default as identity, alter column a set not null -- hazard
alter tabel t add column z int -- fails 42601
alter table t add column -- fails 42601
create index on t -- fails 42601
selct 1 -- fails 42601
create table n (id int,) -- fails 42601
alter table t modify column a bigint -- fails 42601
alter table t change a b int -- fails 42601
alter table t add index (a) -- fails 42601
create table n (id int auto_increment primary key) -- fails 42601
create table n (id int primary key) engine=InnoDB -- fails 42601
insert into `t` values (1) -- fails 42601
alter table t drop foreign key k -- fails 42601
alter table t drop index t_a -- fails 42601
drop index t_a on t -- fails 42601
create table n (d datetime) -- fails 42704
create table n (x tinyint) -- fails 42704
alter table t alter column a int -- fails 42601
