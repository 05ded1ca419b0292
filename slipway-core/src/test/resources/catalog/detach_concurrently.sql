create table pt (id int, k int) partition by range (id);
create table p1 partition of pt for values from (0) to (10);
alter table pt detach partition p1 concurrently;
