package io.slipway.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The shop's data. Every value of a seeded row follows from its number, so that the final check can
 * tell, row by row, what nobody but a migration can have changed.
 */
final class Shop {
  private static final String SCHEMA =
      """
      CREATE TABLE customers (
        id integer PRIMARY KEY,
        name text NOT NULL
      );
      CREATE TABLE products (
        id integer PRIMARY KEY,
        name text NOT NULL,
        price numeric(10, 2) NOT NULL
      );
      CREATE TABLE orders (
        id serial PRIMARY KEY,
        customer_id integer,
        user_email varchar(255) NOT NULL,
        status text NOT NULL DEFAULT 'new',
        total numeric(10, 2) NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE order_items (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        order_id integer NOT NULL,
        product_id integer NOT NULL REFERENCES products (id),
        quantity integer NOT NULL
      );
      -- What the application believes it has stored: written in the same transactions.
      CREATE TABLE ledger (
        order_id bigint NOT NULL,
        version integer NOT NULL,
        email text NOT NULL,
        status text NOT NULL,
        total numeric(10, 2) NOT NULL,
        items integer NOT NULL,
        PRIMARY KEY (order_id, version)
      );
      """;

  private static final String DATA =
      """
      INSERT INTO customers
        SELECT n, 'Customer ' || n FROM generate_series(1, 1000) AS n;
      INSERT INTO products
        SELECT n, 'Product ' || n, n % 90 + 0.99 FROM generate_series(1, 500) AS n;
      INSERT INTO orders (id, customer_id, user_email, status, total, created_at)
        SELECT n, n % 1000 + 1, 'user' || n || '@example.com', 'paid', n % 997 + 0.5,
               timestamptz '2026-01-01' + n * interval '1 minute'
          FROM generate_series(1, {orders}) AS n;
      INSERT INTO order_items (order_id, product_id, quantity)
        SELECT n, n % 500 + 1, n % 5 + 1 FROM generate_series(1, {orders}) AS n;
      SELECT setval('orders_id_seq', {orders});
      ALTER TABLE order_items
        ADD CONSTRAINT order_items_order_fk FOREIGN KEY (order_id) REFERENCES orders (id);
      CREATE INDEX order_items_order ON order_items (order_id);
      """;

  private Shop() {}

  /** Fills an empty database. */
  static void open(Connection connection, int orders) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
      statement.execute(DATA.replace("{orders}", "" + orders));
      statement.execute("VACUUM ANALYZE");
      statement.execute("CHECKPOINT");
    }
  }
}
