-- from 18
create table t (a int, b int, v int generated always as (a + 1) virtual, constraint nn not null b);
alter table t add constraint an not null a not valid;
create table p (id int primary key);
alter table t add constraint fk foreign key (a) references p not enforced;
alter table t add constraint ck check (b > 0) not enforced;
create table later (x int, y int);
alter table later add constraint xn not null x not valid;
alter table later validate constraint xn;
alter table later alter y set not null;
alter table later drop constraint later_y_not_null;
create table vt (a int, v int generated always as (a + 1));
alter table vt alter v set expression as (a + 2);
alter table later rename column x to xx;
create table copy (like later including all);
