-- schema
create table p (id int primary key, code text, v int, n int);
create unique index p_code on p (code);
create table p2 (x int, y int, primary key (x, y));
create table t (
  id int primary key, a int, b int, c text, nn int not null, r tsrange, pid int, x int, y int,
  checked int, constraint checked_there check (checked is not null),
  proven int, constraint proven_twice check (proven is not null and proven > 0),
  weak int, constraint weak_ck check (weak > 0),
  late int, constraint old_ck check (id > 0)
);
alter table t add constraint late_ck check (late is not null) not valid;
alter table t add constraint late_fk foreign key (pid) references p (id) not valid;
create table soft (id int primary key, pid int constraint soft_fk references p (id) deferrable initially deferred);
create table u (id int primary key, tid int references t (id), note text);
create unique index t_a on t (a);
create unique index t_nn on t (nn);
create unique index t_partial on t (b) where b > 0;
create unique index t_expression on t ((b + 1));
create unique index t_descending on t (b desc);
create index t_plain on t (b);
create table part (id int not null, k int not null, pid int) partition by range (k);
create table part_1 partition of part for values from (0) to (10);
create table part_2 partition of part for values from (10) to (20);
create table ptarget (id int, k int, primary key (id, k)) partition by hash (id);
create table ptarget_1 partition of ptarget for values with (modulus 1, remainder 0);
insert into p values (1, 'a', 1, 1);
insert into p2 values (1, 1);
insert into t values (1, 1, 1, 'x', 1, '[2020-01-01,2021-01-01)', 1, 1, 1, 1, 1, 1, 1);
insert into u values (1, 1, 'n');
insert into part values (1, 1, 1), (2, 11, 1);
insert into ptarget values (1, 1);
-- cases
alter table t add constraint k check (a > 0) -- hazard
alter table t add check (a > 0) -- hazard
alter table t add constraint k check (a > 0) not valid -- safe
alter table t add constraint k check (a > 5) -- fails 23514 ! depends on the rows
alter table t add constraint k check (a > 5) not valid -- safe
alter table t add constraint k check (a > 0) no inherit -- hazard
alter table t add constraint k check (a > 0) not enforced -- 14-17 fails 42601, 18 safe
alter table t add constraint k check (nosuch > 0) -- fails 42703
alter table t add constraint old_ck check (a > 0) -- fails 42710
alter table t add constraint if not exists k check (a > 0) -- fails 42601
alter table t validate constraint late_ck -- safe
alter table t validate constraint late_fk -- safe
alter table t validate constraint old_ck -- safe
alter table t validate constraint nosuch -- fails 42704
alter table t validate constraint t_pkey -- fails 42809
begin; alter table t add constraint k check (a > 0) not valid; alter table t validate constraint k; commit -- hazard
alter table t add constraint k check (a > 0) not valid; alter table t validate constraint k -- safe
begin; alter table t add constraint k foreign key (a) references p (id) not valid; alter table t validate constraint k; commit -- hazard
alter table t add constraint k foreign key (a) references p (id) not valid; alter table t validate constraint k -- safe
alter table t add constraint k foreign key (a) references p (id) -- hazard
alter table t add constraint k foreign key (a) references p -- hazard
alter table t add foreign key (a) references p (id) -- hazard
alter table t add constraint k foreign key (a) references p (id) not valid -- safe
alter table t add constraint k foreign key (a) references p (id) on delete cascade not valid -- safe
alter table t add constraint k foreign key (a) references p (id) not enforced -- 14-17 fails 42601, 18 safe
alter table t add constraint k foreign key (a) references t (id) -- hazard
alter table t add constraint k foreign key (a) references t (id) not valid -- safe
alter table t add constraint k foreign key (x, y) references p2 (x, y) -- hazard
alter table t add constraint k foreign key (x, y) references p2 (x, y) not valid -- safe
alter table t add constraint k foreign key (c) references p (code) -- fails 23503 ! depends on the rows
alter table t add constraint k foreign key (c) references p (code) not valid -- safe
alter table t add constraint k foreign key (a) references p (v) -- fails 42830
alter table t add constraint k foreign key (c) references p (id) -- fails 42804
alter table t add constraint k foreign key (a) references p (nosuch) -- fails 42703
alter table t add constraint k foreign key (nosuch) references p (id) -- fails 42703
alter table t add constraint k foreign key (a) references nosuch (id) -- fails 42P01
alter table t add constraint k foreign key (x, y) references p2 (x) -- fails 42830
alter table t add constraint k foreign key (a) references p (id) match full -- hazard
alter table t add constraint k foreign key (a) references p (id) deferrable initially deferred -- hazard
alter table t alter constraint late_fk deferrable -- safe
alter table t alter constraint late_fk deferrable initially deferred -- safe
alter table t alter constraint old_ck deferrable -- fails 42809
alter table part add constraint k foreign key (pid) references p (id) -- hazard
alter table part add constraint k foreign key (pid) references p (id) not valid -- 14-17 fails 42809, 18 safe
alter table t add constraint k foreign key (x, y) references ptarget (id, k) -- hazard
alter table t add constraint k unique (b) -- hazard
alter table t add unique (b, c) -- hazard
alter table t add constraint k unique (b) not valid -- fails 0A000
alter table t add constraint k unique nulls not distinct (b) -- 14 fails 42601, 15-18 hazard
alter table t add constraint k unique (nosuch) -- fails 42703
alter table t add constraint k unique using index t_a -- safe
alter table t add unique using index t_a -- safe
alter table t add constraint k unique using index t_partial -- fails 42809
alter table t add constraint k unique using index t_expression -- fails 42809
alter table t add constraint k unique using index t_descending -- fails 42809
alter table t add constraint k unique using index t_plain -- fails 42809
alter table t add constraint k unique using index nosuch -- fails 42704
alter table t add constraint k unique using index p_code -- fails 55000
alter table t add constraint k unique (b) deferrable -- hazard
alter table t add primary key (a) -- fails 42P16
alter table u drop constraint u_pkey, add primary key (id) -- hazard
alter table u drop constraint u_pkey; alter table u add primary key (id) -- hazard
alter table t drop constraint t_pkey -- fails 2BP01
alter table t drop constraint t_pkey cascade -- safe
alter table t drop constraint t_pkey cascade; alter table t add primary key (nn) -- hazard
alter table t drop constraint t_pkey cascade; alter table t add primary key (a) -- hazard
alter table t drop constraint t_pkey cascade; alter table t add primary key using index t_nn -- safe
alter table t drop constraint t_pkey cascade; alter table t add primary key using index t_a -- hazard
alter table t drop constraint t_pkey cascade; alter table t add primary key using index t_partial -- fails 42809
alter table t drop constraint t_pkey cascade, add primary key using index t_nn -- safe
alter table t add constraint k exclude using gist (r with &&) -- hazard
alter table t add constraint k exclude using gist (r with &&) not valid -- fails 0A000
alter table t add exclude (a with =) -- hazard
alter table t alter column a set not null -- hazard
alter table t alter a set not null, alter b set not null -- hazard
alter table t alter column nn set not null -- safe
alter table t alter column checked set not null -- safe
alter table t alter column proven set not null -- safe
alter table t alter column weak set not null -- hazard
alter table t alter column late set not null -- hazard
alter table t validate constraint late_ck; alter table t alter column late set not null -- safe
begin; alter table t validate constraint late_ck; alter table t alter column late set not null; commit -- safe
alter table t alter column checked set not null, drop constraint checked_there -- hazard
alter table t drop constraint checked_there, alter column checked set not null -- hazard
alter table t alter column checked set not null; alter table t drop constraint checked_there -- safe
alter table t validate constraint late_fk; alter table t alter column a set not null -- hazard
alter table t add constraint k not null a -- 14-17 fails 42601, 18 hazard
alter table t add constraint k not null a not valid -- 14-17 fails 42601, 18 safe
alter table t add constraint k not null a not valid; alter table t validate constraint k -- 14-17 fails 42601, 18 safe
alter table t add not null b no inherit -- 14-17 fails 42601, 18 hazard
alter table t alter column nn drop not null -- safe
alter table t alter column id drop not null -- fails 42P16
alter table t alter column a drop not null -- safe
alter table t alter column nosuch set not null -- fails 42703
alter table t add constraint k check (b is not null) not valid; alter table t validate constraint k; alter table t alter b set not null; alter table t drop constraint k -- safe
alter table t drop constraint old_ck -- safe
alter table t drop constraint late_fk -- safe
alter table u drop constraint u_tid_fkey -- safe
alter table t drop constraint nosuch -- fails 42704
alter table t drop constraint if exists nosuch -- safe
alter table t rename constraint old_ck to newer_ck -- safe
alter table t rename constraint nosuch to newer_ck -- fails 42704
alter table t rename constraint old_ck to late_ck -- fails 42710
alter table part add constraint k check (id > 0) -- hazard
alter table part add constraint k check (id > 0) not valid -- safe
alter table part add primary key (id) -- fails 0A000
alter table part add primary key (id, k) -- hazard
alter table part add unique (k) -- hazard
alter table part add unique (id) -- fails 0A000
alter table only part add unique (id, k) -- safe
alter table part alter column pid set not null -- hazard
alter table part_1 add constraint k check (id > 0) -- hazard
alter table only part add constraint k check (id > 0) -- fails 42P16
create table n (id int primary key, pid int references p (id)) -- safe
create table n (id int, pid int, foreign key (pid) references p (id) on delete cascade) -- safe
create table n (id int, pid int references p (v)) -- fails 42830
create table n (id int, pid int references nosuch) -- fails 42P01
create table n (id int, constraint k check (id > 0) not valid) -- safe
create table n (id int primary key, other int primary key) -- fails 42P16
create table n (id int references n (id)) -- fails 42830
create table n (id int check (nosuch > 0)) -- fails 42703
begin; create table n (id int); alter table n add constraint k check (id > 0); commit -- safe
begin; create table n (id int, pid int); alter table n add foreign key (pid) references p (id); commit -- safe
begin; create table n (id int primary key); alter table t add foreign key (a) references n (id); commit -- fails 23503 ! depends on the rows
begin; insert into soft values (1, 1); alter table soft add column z int; commit -- fails 55006
begin; insert into soft values (1, 1); set constraints all immediate; alter table soft add column z int; commit -- safe
begin; insert into soft values (1, 1); create index on soft (pid); commit -- fails 55006
begin; insert into u values (2, 1); alter table u add column z int; commit -- safe
alter table only part add primary key (id, k) -- safe
alter table only part add primary key (id) -- fails 0A000
alter table only part add unique (id) -- fails 0A000
