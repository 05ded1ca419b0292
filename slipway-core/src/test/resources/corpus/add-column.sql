-- schema
create domain positive as int check (value > 0);
create domain plain as int;
create domain required as int not null;
create domain positive_twice as positive;
create type mood as enum ('sad', 'ok');
create type pair as (a int, b int);
create function steady() returns int language sql immutable as 'select 1';
create function inlined() returns int language sql volatile as 'select 1';
create function moody() returns int language plpgsql volatile as 'begin return 1; end';
create function calm() returns int language plpgsql stable as 'begin return 1; end';
create sequence numbers;
create table p (id int primary key);
create table t (id int primary key, a int, b text, c timestamptz, "Case" int);
create table part (id int not null, k int not null) partition by range (k);
create table part_1 partition of part for values from (0) to (10);
create table parent (id int, note text);
create table child (extra int) inherits (parent);
insert into p values (1);
insert into t values (1, 1, 'x', now(), 1);
insert into part values (1, 1);
insert into child values (1, 'x', 2);
-- cases
alter table t add column z int -- safe
alter table t add z int -- safe
alter table if exists t add column z int -- safe
alter table t add column z int null -- safe
alter table t add column z int default 0 -- safe
alter table t add column z int default -1 -- safe
alter table t add column z int default (-1) -- safe
alter table t add column z int not null default 7 -- safe
alter table t add column z text default 'x' -- safe
alter table t add column z text default lower('ABC') -- safe
alter table t add column z text default concat('a', 'b') -- safe
alter table t add column z text default 'a' || 'b' -- safe
alter table t add column z text default null -- safe
alter table t add column z bool default false -- safe
alter table t add column z numeric(10, 2) default 0.00 -- safe
alter table t add column z jsonb default '{}' -- safe
alter table t add column z jsonb default '{}'::jsonb not null -- safe
alter table t add column z text[] default '{}' -- safe
alter table t add column z text[] default array[]::text[] -- safe
alter table t add column z text[] default array['a', 'b']::text[] -- safe
alter table t add column z timestamptz default now() -- safe
alter table t add column z timestamptz default current_timestamp -- safe
alter table t add column z timestamptz default current_timestamp not null -- safe
alter table t add column z timestamp default localtimestamp -- safe
alter table t add column z timestamp default (now() at time zone 'utc') -- safe
alter table t add column z date default current_date -- safe
alter table t add column z time default localtime -- safe
alter table t add column z timestamptz default transaction_timestamp() -- safe
alter table t add column z timestamptz default statement_timestamp() -- safe
alter table t add column z timestamptz default pg_catalog.now() -- safe
alter table t add column z timestamptz default now() + interval '1 day' -- safe
alter table t add column z text default current_user -- safe
alter table t add column z text default session_user -- safe
alter table t add column z text default current_database() -- safe
alter table t add column z text default current_setting('server_version') -- safe
alter table t add column z text default to_char(now(), 'YYYY') -- safe
alter table t add column z int default extract(year from now()) -- safe
alter table t add column z timestamptz default clock_timestamp() -- hazard
alter table t add column z text default timeofday() -- hazard
alter table t add column z float8 default random() -- hazard
alter table t add column z int default (random() * 100)::int -- hazard
alter table t add column z int default floor(random() * 10) -- hazard
alter table t add column z uuid default gen_random_uuid() -- hazard
alter table t add column z uuid not null default gen_random_uuid() -- hazard
alter table t add column z uuid default pg_catalog.gen_random_uuid() -- hazard
alter table t add column z text default gen_random_uuid()::text -- hazard
alter table t add column z text default md5(random()::text) -- hazard
alter table t add column z text default 'id-' || gen_random_uuid() -- hazard
alter table t add column z bigint default nextval('numbers') -- hazard
alter table t add column z bigint default txid_current() -- safe
alter table t add column z uuid default uuidv7() -- 14-17 fails 42883, 18 hazard ! functions in expressions and calls are not looked up
alter table t add column z uuid default uuidv4() -- 14-17 fails 42883, 18 hazard ! functions in expressions and calls are not looked up
alter table t add column z int default steady() -- safe
alter table t add column z int default inlined() -- safe
alter table t add column z int default moody() -- hazard
alter table t add column z int default calm() -- safe
alter table t add column z int default coalesce(null, 5) -- safe
alter table t add column z int default case when true then 1 else 2 end -- safe
alter table t add column z serial -- hazard
alter table t add column z bigserial -- hazard
alter table t add column z smallserial -- hazard
alter table t add column z bigserial not null -- hazard
alter table t add column z serial unique -- hazard
alter table t add column z int generated always as identity -- hazard
alter table t add column z bigint generated by default as identity -- hazard
alter table t add column z int generated by default as identity (start with 100) -- hazard
alter table t add column z int generated always as (a + 1) stored -- hazard
alter table t add column z text generated always as (lower(b)) stored -- hazard
alter table t add column z int generated always as (a + 1) virtual -- 14-17 fails 42601, 18 safe
alter table t add column z int generated always as (a + 1) -- 14-17 fails 42601, 18 safe
alter table t add column z timestamptz generated always as (now()) stored -- fails 42P17
alter table t add column z float8 generated always as (random()) stored -- fails 42P17
alter table t add column z plain -- safe
alter table t add column z plain default 3 -- safe
alter table t add column z positive -- hazard
alter table t add column z positive default 3 -- hazard
alter table t add column z positive_twice -- hazard
alter table t add column z required -- fails 23502
alter table t add column z required default 1 -- hazard
alter table t add column z mood -- safe
alter table t add column z mood default 'ok' -- safe
alter table t add column z mood not null default 'ok' -- safe
alter table t add column z mood default 'great' -- fails 22P02
alter table t add column z pair -- safe
alter table t add column z pair default row(1, 2) -- safe
alter table t add column z int not null -- fails 23502
alter table t add column z text not null -- fails 23502
alter table t add column z text not null default null -- fails 23502
alter table t add column z int unique -- hazard
alter table t add column z int unique default 1 -- hazard
alter table t add column z int primary key -- fails 42P16
alter table t add column z int check (z > 0) -- hazard
alter table t add column z int check (z > 0) default 5 -- hazard
alter table t add column z int default 5 check (z > 9) -- fails 23514 ! depends on the rows
alter table t add column z int constraint z_positive check (z > 0) -- hazard
alter table t add column z int references p -- safe
alter table t add column z int references p (id) -- safe
alter table t add column z int references p (id) on delete cascade -- safe
alter table t add column z int references t (id) -- safe
alter table t add column z int default 1 references p (id) -- hazard
alter table t add column z int default 7 references p (id) -- fails 23503 ! depends on the rows
alter table t add column z int references p (id) deferrable initially deferred -- safe
alter table t add column z int, add column y text -- safe
alter table t add column z int, add column y uuid default gen_random_uuid() -- hazard
alter table t add column z int default 1, alter column a set default 3 -- safe
alter table t add column z int, add constraint z_ck check (z > 0) -- hazard
alter table t add column z int, add constraint z_ck check (z > 0) not valid -- safe
alter table t add column z int, add constraint z_fk foreign key (z) references p (id) -- hazard
alter table t add column z int, add constraint z_fk foreign key (z) references p (id) not valid -- safe
alter table t add column z int, add unique (z) -- hazard
alter table t add column a int -- fails 42701
alter table t add column if not exists a int -- safe
alter table t add column if not exists a uuid default gen_random_uuid() -- safe
alter table t add column if not exists z int -- safe
alter table t add column if not exists z uuid default gen_random_uuid() -- hazard
alter table t add column z int, add column z int -- fails 42701
alter table t add column z nosuchtype -- fails 42704 ! the catalog does not know the types of extensions
alter table nosuch add column z int -- fails 42P01
alter table if exists nosuch add column z int -- safe
alter table t add column z int references nosuch (id) -- fails 42P01
alter table t add column z int references p (nosuch) -- fails 42703
alter table t add column z text collate "C" -- safe
alter table t add column z text collate "nosuch" -- fails 42704 ! the catalog does not know collations
alter table t add column z varchar(10) default 'too long for ten' -- fails 22001
alter table t add column z int default 'x' -- fails 22P02
alter table t add column z int default a -- fails 0A000
alter table t add column z int default (select 1) -- fails 0A000
alter table t add column z int storage main -- 14-15 fails 42601, 16-18 fails 0A000 ! storage parameters are not checked
alter table t add column z text storage external -- 14-15 fails 42601, 16-18 safe
alter table t add column z text compression pglz -- safe
alter table part add column z int -- safe
alter table part add column z int default 1 -- safe
alter table part add column z uuid default gen_random_uuid() -- hazard
alter table only part add column z int -- fails 42P16
alter table part_1 add column z int -- fails 42809
alter table parent add column z int -- safe
alter table parent add column z uuid default gen_random_uuid() -- hazard
alter table only parent add column z int -- fails 42P16
alter table only parent add column z uuid default gen_random_uuid() -- fails 42P16
alter table child add column z int -- safe
alter table t add column id2 int; alter table t alter column id2 set default 5 -- safe
alter table t add column z uuid; alter table t alter column z set default gen_random_uuid() -- safe
alter table t add column z int; update t set z = 1; alter table t alter column z set not null -- hazard
alter table t add column "Z z" int -- safe
alter table t add column tableoid int -- fails 42701
alter table t add column ctid int -- fails 42701
alter table t add column offset int -- fails 42601
alter table t add column "offset" int -- safe
alter table t add column user text -- fails 42601
alter table t add column order int -- fails 42601
alter table t add column z int z int -- fails 42601
alter table t add z -- fails 42601
