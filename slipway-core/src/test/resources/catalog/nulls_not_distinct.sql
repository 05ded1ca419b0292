-- from 15
create table t (a int, b int, unique nulls not distinct (a));
create unique index on t (b) nulls not distinct;
