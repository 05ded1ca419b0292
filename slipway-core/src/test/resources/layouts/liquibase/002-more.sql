--liquibase formatted sql
--changeset ann:second-file
alter table orders add column a int;
