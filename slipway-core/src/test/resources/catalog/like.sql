create table p (id int primary key, x int not null, constraint xn2 check (x > 0), y int default 4 check (y > 0), z int generated always as identity, g int generated always as (x + 1) stored, s serial unique);
create index on p (x, y) where z > 0;
create index odd on p (lower(x::text));
comment on column p.x is 'x';
create table l1 (like p);
create table l2 (like p including all);
create table l3 (like p including indexes, extra text);
create table l4 (before int, like p including defaults including constraints including generated, after int);
create table l5 (like p including all excluding indexes excluding identity);
