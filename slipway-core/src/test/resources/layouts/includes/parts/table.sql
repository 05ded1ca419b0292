\i parts/more.sql
create table included (id int);
