create or replace view order_notes as select note from orders;
