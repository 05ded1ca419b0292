--liquibase formatted sql

--changeset ann:create-orders
create table orders (id bigint primary key);
--rollback drop table orders;

--changeset "Bob B":"index it" runInTransaction:false
create index concurrently orders_id on orders (id);
--rollback drop index
--rollback   orders_id;

--changeset ann:view runOnChange:true
create or replace view v as select 1;
--rollback empty
