package io.slipway.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the application does all day. */
enum Request {
  /** One order with its items, in autocommit. */
  READ {
    @Override
    void run(Conversation db) throws SQLException {
      int order = db.anyOrder();
      var row = db.row(ORDER, order);
      if (row.contains(null)) throw new SQLException("wrong answer: a value of a row is missing");
      db.row("SELECT count(*), sum(quantity) FROM order_items WHERE order_id = ?", order);
    }
  },
  /** A new order with two items, READ COMMITTED. */
  PLACE {
    @Override
    void run(Conversation db) throws SQLException {
      db.transaction(
          Connection.TRANSACTION_READ_COMMITTED,
          () -> {
            String email = "new" + db.any(1_000_000) + "@example.com";
            var placed = db.row(INSERT, db.any(1000), email, db.any(900));
            long order = Long.parseLong(String.valueOf(placed.getFirst()));
            for (int item = 0; item < 2; item++) db.update(ITEM, order, db.any(500), db.any(5));
            db.update(REMEMBER, order);
          });
    }
  },
  /** An order changes, READ COMMITTED. */
  CHANGE {
    @Override
    void run(Conversation db) throws SQLException {
      int order = db.anyOrder();
      db.transaction(Connection.TRANSACTION_READ_COMMITTED, () -> change(db, order));
    }
  },
  /** An order is read and then changed, REPEATABLE READ. */
  CHECKOUT {
    @Override
    void run(Conversation db) throws SQLException {
      int order = db.anyOrder();
      db.transaction(
          Connection.TRANSACTION_REPEATABLE_READ,
          () -> {
            db.row(ORDER, order);
            change(db, order);
          });
    }
  },
  /** Several orders as of one moment, REPEATABLE READ. */
  COMPARE {
    @Override
    void run(Conversation db) throws SQLException {
      db.transaction(
          Connection.TRANSACTION_REPEATABLE_READ,
          () -> {
            int order = db.anyOrder();
            var first = db.row(ORDER, order);
            for (int i = 0; i < 3; i++) db.row(ORDER, db.anyOrder());
            if (!db.row(ORDER, order).equals(first)) {
              throw new SQLException("wrong answer: an order changed within a snapshot");
            }
          });
    }
  },
  /** A report that takes a second or two, as somebody always runs one. */
  REPORT {
    @Override
    void run(Conversation db) throws SQLException {
      db.row(
          "SELECT count(*), sum(total), pg_sleep(?) IS NULL FROM orders WHERE status = 'paid'",
          db.reportSeconds());
    }
  };

  private static final String ORDER =
      "SELECT id, customer_id, {email}, status, total FROM orders WHERE id = ?";
  private static final String INSERT =
      "INSERT INTO orders (customer_id, {email}, total) VALUES (?, ?, ?) RETURNING id";
  private static final String ITEM =
      "INSERT INTO order_items (order_id, product_id, quantity) VALUES (?, ?, ?)";
  private static final String UPDATE =
      """
      UPDATE orders SET {email} = ?, status = ?, total = total + 1, version = version + 1
       WHERE id = ?""";
  private static final String REMEMBER =
      """
      INSERT INTO ledger (order_id, version, email, status, total, items)
      SELECT id, version, {email}, status, total,
             (SELECT count(*) FROM order_items WHERE order_id = orders.id)
        FROM orders WHERE id = ?""";
  private static final List<String> STATES = List.of("paid", "packed", "sent", "returned");

  abstract void run(Conversation db) throws SQLException;

  private static void change(Conversation db, int order) throws SQLException {
    String email = "changed" + db.any(1_000_000) + "@example.com";
    db.update(UPDATE, email, STATES.get(db.any(STATES.size()) - 1), order);
    db.update(REMEMBER, order);
  }
}
