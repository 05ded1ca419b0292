package io.slipway.demo;

import java.util.List;

/**
 * A change somebody wants.
 *
 * @param name stable, for JSON
 * @param title one line
 * @param explanation one sentence: why it hurts as written
 * @param sql as a person writes it
 * @param newEmail what the application calls the column afterwards
 */
record Change(String name, String title, String explanation, List<String> sql, String newEmail) {
  static final String OLD_EMAIL = "user_email";

  static final List<Change> ALL =
      List.of(
          new Change(
              "rename-column",
              "rename a column the application uses",
              "As written, every statement of the running version fails until the new one is"
                  + " deployed.",
              List.of("ALTER TABLE orders RENAME COLUMN user_email TO customer_email"),
              "customer_email"),
          new Change(
              "key-to-bigint",
              "integer to bigint on a primary key, with its foreign key",
              "As written, both tables are rewritten while nobody can read or write them.",
              List.of(
                  "ALTER TABLE orders ALTER COLUMN id TYPE bigint",
                  "ALTER TABLE order_items ALTER COLUMN order_id TYPE bigint"),
              OLD_EMAIL),
          new Change(
              "not-null-and-foreign-key",
              "NOT NULL and a foreign key on a filled column",
              "As written, every row is checked while nobody can write, twice.",
              List.of(
                  "ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL",
                  "ALTER TABLE orders ADD CONSTRAINT orders_customer_fk"
                      + " FOREIGN KEY (customer_id) REFERENCES customers (id)"),
              OLD_EMAIL),
          new Change(
              "index",
              "an index",
              "As written, nobody can write until it is built.",
              List.of("CREATE INDEX orders_email ON orders (lower(user_email), created_at)"),
              OLD_EMAIL));

  /** As a migration file. */
  String script() {
    return String.join(";\n", sql) + ";\n";
  }

  boolean needsDeployment() {
    return !newEmail.equals(OLD_EMAIL);
  }
}
