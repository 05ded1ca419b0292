-- A comment about what goes up and down
-- UP
create table orders (id bigint);

-- DOWN
drop table orders;
