package io.slipway.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The final check: every order and its items against what the application stored, row by row.
 *
 * <p>An order the application touched must be as its last ledger entry says; any other must be as
 * it was seeded; none may be missing and none may have appeared.
 */
final class Ledger {
  private static final String LOST =
      """
      WITH expected AS (
        SELECT DISTINCT ON (order_id) order_id, version, email, status, total, items
          FROM (SELECT order_id, version, email, status, total, items FROM ledger
                UNION ALL
                SELECT n, 0, 'user' || n || '@example.com', 'paid', n % 997 + 0.5, 1
                  FROM generate_series(1, {orders}) AS n) AS said
         ORDER BY order_id, version DESC
      ), stored AS (
        SELECT o.id::bigint AS order_id, o.version, o.{email}::text AS email, o.status, o.total,
               (SELECT count(*) FROM order_items AS i WHERE i.order_id = o.id)::integer AS items
          FROM orders AS o
      )
      SELECT count(*)
        FROM expected AS e FULL JOIN stored AS s USING (order_id)
       WHERE (e.version, e.email, e.status, e.total, e.items)
             IS DISTINCT FROM (s.version, s.email, s.status, s.total, s.items)
      """;

  private Ledger() {}

  /** Rows lost, changed by nobody, or come from nowhere. */
  static long lostRows(Connection connection, int orders, String emailColumn) throws SQLException {
    String sql = LOST.replace("{orders}", "" + orders).replace("{email}", emailColumn);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
