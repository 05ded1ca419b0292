alter table orders add column total int;
