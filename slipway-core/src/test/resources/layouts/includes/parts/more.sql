create table deepest (id int);
