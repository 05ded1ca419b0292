create index concurrently on orders (note);
