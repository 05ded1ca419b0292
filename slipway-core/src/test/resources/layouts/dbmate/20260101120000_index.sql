-- migrate:up transaction:false
create index concurrently i on orders (id);

-- migrate:down
drop index i;
