\ir parts/table.sql
select 2;
