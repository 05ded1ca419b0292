-- schema
create table t (id int primary key, a int, b text, c timestamptz, d jsonb, e int, f int unique);
create index t_a on t (a);
create unique index t_b on t (b);
create index t_gin on t using gin (d);
create table part (id int not null, k int not null) partition by range (k);
create table part_1 partition of part for values from (0) to (10);
create table part_2 partition of part for values from (10) to (20);
create index part_id on part (id);
create materialized view mv as select id, a from t;
create materialized view mvu as select id, a from t;
create unique index mvu_id on mvu (id);
create view v as select id, a from t;
create function pure(int) returns int language sql immutable as 'select $1';
create function impure(int) returns int language sql stable as 'select $1';
insert into t values (1, 1, 'x', now(), '{}', 1, 1);
insert into part values (1, 1), (2, 11);
-- cases
create index on t (a) -- hazard
create index i on t (a) -- hazard
create index if not exists i on t (a) -- hazard
create index if not exists t_a on t (a) -- safe
create index t_a on t (b) -- fails 42P07
create unique index i on t (a) -- hazard
create index i on t (a, e) include (b) -- hazard
create index i on t (lower(b)) -- hazard
create index i on t (a) where a > 0 -- hazard
create index i on t (pure(a)) -- hazard
create index i on t (impure(a)) -- hazard
create index i on t (a) where c > now() -- fails 42P17
create index i on t (date_trunc('day', c)) -- fails 42P17
create index i on t ((c::date)) -- fails 42P17
create index i on t using gin (d) -- hazard
create index i on t using gin (d jsonb_path_ops) -- hazard
create index i on t using hash (a) -- hazard
create index i on t using brin (c) -- hazard
create index i on t using gist (a) -- fails 42704 ! the catalog does not know access methods and operator classes
create index i on t using nosuch (a) -- fails 42704 ! the catalog does not know access methods and operator classes
create index i on t (nosuch) -- fails 42703
create index i on nosuch (a) -- fails 42P01
create index i on v (a) -- fails 42809
create index i on mv (a) -- hazard
create index i on only t (a) -- hazard
create index i on t (a) with (fillfactor = 70) -- hazard
create index i on t (a desc nulls last) -- hazard
create index i on t (b collate "C") -- hazard
create index i on t (b text_pattern_ops) -- hazard
create index concurrently i on t (a) -- safe
create index concurrently if not exists i on t (a) -- safe
create index concurrently on t (a) -- safe
create unique index concurrently i on t (a) -- safe
create index concurrently i on t (lower(b)) -- safe
create index concurrently i on t (impure(a)) -- safe
create index concurrently t_a on t (b) -- fails 42P07
begin; create index concurrently i on t (a); commit -- fails 25001
begin; drop index concurrently t_a; commit -- fails 25001
begin; reindex index concurrently t_a; commit -- fails 25001
begin; reindex table concurrently t; commit -- fails 25001
do $$ begin create index concurrently i on t (a); end $$ -- fails 25001
do $$ begin create index i on t (a); end $$ -- hazard
do $$ begin if not exists (select from pg_class where relname = 'i') then create index i on t (a); end if; end $$ -- hazard
do $$ begin execute 'create index i on t (a)'; end $$ -- hazard
do $$ begin execute format('create index %I on %I (%I)', 'i', 't', 'a'); end $$ -- hazard
drop index t_a -- safe
drop index if exists t_a -- safe
drop index if exists nosuch -- safe
drop index nosuch -- fails 42704
drop index t_a, t_b -- safe
drop index t_a cascade -- safe
drop index concurrently t_a -- safe
drop index concurrently if exists t_a -- safe
drop index concurrently if exists nosuch -- safe
drop index concurrently t_a, t_b -- fails 0A000
drop index concurrently t_a cascade -- fails 0A000
drop index t_pkey -- fails 2BP01
drop index concurrently t_pkey -- fails 2BP01
drop index t_f_key -- fails 2BP01
drop index part_id -- safe
drop index concurrently part_id -- fails 0A000
drop index part_1_id_idx -- fails 2BP01
drop index t -- fails 42809
alter index t_a rename to t_a2 -- safe
alter table t_a rename to t_a2 -- safe
alter index t_a rename to t_b -- fails 42P07
alter index if exists nosuch rename to x -- safe
alter index nosuch rename to x -- fails 42P01
alter index t_a set (fillfactor = 80) -- safe
alter index t_pkey rename to pk -- safe
reindex index t_a -- hazard
reindex table t -- hazard
reindex index concurrently t_a -- safe
reindex table concurrently t -- safe
reindex index part_id -- hazard
reindex index nosuch -- fails 42P01
reindex (verbose) table t -- hazard
create index i on part (id) -- hazard
create index concurrently i on part (id) -- fails 0A000
create index i on only part (id) -- safe
create index i on part_1 (id) -- hazard
create index concurrently i on part_1 (id) -- safe
create index i on only part (k); create index concurrently i1 on part_1 (k); create index concurrently i2 on part_2 (k); alter index i attach partition i1; alter index i attach partition i2 -- safe
alter index part_id attach partition t_a -- fails 55000 ! what the index is of is not checked
create unique index i on part (id) -- fails 0A000
create unique index i on part (id, k) -- hazard
refresh materialized view mv -- hazard
refresh materialized view mv with no data -- safe
refresh materialized view concurrently mv -- fails 55000
refresh materialized view concurrently mvu -- hazard ! nobody writes to a materialized view, and its readers do not wait
refresh materialized view concurrently mvu with no data -- fails 42601 ! contradicting options are not checked
refresh materialized view v -- fails 42809
refresh materialized view nosuch -- fails 42P01
cluster t using t_a -- hazard
cluster t -- fails 42704 ! clustering is not checked
cluster t using nosuch -- fails 42704
cluster t using t_gin -- fails 0A000 ! clustering is not checked
alter table t cluster on t_a -- safe
alter table t set without cluster -- safe
vacuum t -- safe
vacuum full t -- hazard
vacuum (full) t -- hazard
vacuum (full, analyze) t -- hazard
vacuum analyze t -- safe
begin; vacuum t; commit -- fails 25001
analyze t -- safe
begin; analyze t; commit -- safe
create statistics s on a, e from t -- safe
begin; create table n (id int, a int); create index on n (a); commit -- safe
create table n (id int); create index on n (id) -- safe
create table n as select * from t; create index on n (a) -- safe
begin; create table n (id int); create index concurrently on n (id); commit -- fails 25001
set lock_timeout = '1s'; create index i on t (a) -- hazard
set statement_timeout = '1h'; create index concurrently i on t (a) -- safe
begin; alter table t rename to t2; create index i on t2 (a); commit -- hazard
begin; create table n (like t including all); create index i on n (a); commit -- safe
