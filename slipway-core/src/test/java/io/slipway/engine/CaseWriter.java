package io.slipway.engine;

import io.slipway.plan.Session;
import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Inserts, updates and deletes rows of its own in a table that a migration changes, by the columns
 * that the statement leaves in place, and keeps a ledger of what it committed.
 */
final class CaseWriter extends Thread {
  private static final int WRITERS = 3;

  /**
   * @param columns with their values as a writer makes them; the key is {@code id}
   */
  record Target(String table, List<String> columns) {
    private static final Map<String, List<String>> TABLES =
        Map.of("orders", List.of("user_email", "total", "note"), "customers", List.of("email"));

    /**
     * The orders, where the statement leaves them their key and their unique name: else the
     * customers. A column whose values the statement changes means something else afterwards.
     */
    static Target of(Session after, String sql) {
      boolean isOrders = columns(after, "orders").containsAll(List.of("id", "user_email"));
      String table = isOrders ? "orders" : "customers";
      boolean setsValues =
          sql.toLowerCase(Locale.ROOT).matches("(?s)(update|delete)\\b.*|alter.* using .*");
      List<String> columns =
          TABLES.getOrDefault(table, List.of()).stream()
              .filter(columns(after, table)::contains)
              .filter(it -> !setsValues || !sql.matches("(?s).*\\b" + it + "\\b.*"))
              .toList();
      return new Target(table, columns);
    }

    private static List<String> columns(Session session, String table) {
      return session.query(
          "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
              + " AND table_name = '"
              + table
              + "'");
    }

    String rows() {
      return "SELECT id, " + String.join(", ", columns) + " FROM " + table + " ORDER BY id";
    }

    /** The table as the ledgers have it. */
    void load(Session session, List<CaseWriter> writers) {
      session.execute("DELETE FROM " + table);
      for (CaseWriter writer : writers) {
        writer.ledger.forEach(
            (id, values) -> {
              List<String> literals = new ArrayList<>();
              for (String column : columns) literals.add(literal(values.get(column)));
              session.execute(
                  "INSERT INTO %s (id, %s) VALUES (%d, %s)"
                      .formatted(
                          table, String.join(", ", columns), id, String.join(", ", literals)));
            });
      }
    }
  }

  final Map<Long, Map<String, @Nullable String>> ledger = new HashMap<>();
  final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger commits = new AtomicInteger();
  private final Connection connection;
  private final Target target;
  private final int number;
  private final Random random;
  private int made;
  private volatile boolean isOver;

  CaseWriter(TestPostgres.Database database, Target target, int level, int number) {
    super("writer " + number);
    this.target = target;
    this.number = number;
    this.random = new Random(number);
    this.connection = database.connect();
    try {
      connection.setTransactionIsolation(level);
      connection.setAutoCommit(false);
      readOwnRows();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void readOwnRows() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(target.rows())) {
      while (rows.next()) {
        long id = rows.getLong("id");
        if (id % WRITERS != number) continue;
        Map<String, @Nullable String> values = new HashMap<>();
        for (String column : target.columns()) values.put(column, rows.getString(column));
        ledger.put(id, values);
      }
    }
    connection.commit();
  }

  private static String literal(@Nullable String value) {
    return value == null ? "NULL" : "'" + value + "'";
  }

  void awaitCommits(int more) {
    int from = commits.get();
    EngineBench.await(getName(), () -> commits.get() >= from + more || !isAlive());
  }

  void finish() {
    isOver = true;
    EngineBench.join(this);
  }

  @Override
  public void run() {
    try (connection) {
      while (!isOver) {
        transaction();
        Thread.sleep(2);
      }
    } catch (SQLException e) {
      failures.add(e.getSQLState() + " " + e.getMessage());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void transaction() throws SQLException {
    Map<Long, Map<String, @Nullable String>> next = new HashMap<>(ledger);
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < 2; i++) change(statement, next);
      connection.commit();
      ledger.clear();
      ledger.putAll(next);
      commits.incrementAndGet();
    } catch (SQLException e) {
      connection.rollback();
      if (!"40001".equals(e.getSQLState())) throw e;
    }
  }

  private void change(Statement statement, Map<Long, Map<String, @Nullable String>> rows)
      throws SQLException {
    List<Long> ids = List.copyOf(rows.keySet());
    int what = ids.size() < 5 ? 0 : ids.size() > 40 ? 1 : random.nextInt(5);
    switch (what) {
      case 0 -> insert(statement, rows);
      case 1 -> {
        long id = ids.get(random.nextInt(ids.size()));
        statement.execute("DELETE FROM " + target.table() + " WHERE id = " + id);
        rows.remove(id);
      }
      default -> {
        long id = ids.get(random.nextInt(ids.size()));
        Map<String, @Nullable String> values = new HashMap<>(rows.get(id));
        if (target.columns().isEmpty()) return;
        String column = target.columns().get(random.nextInt(target.columns().size()));
        values.put(column, value(column));
        statement.execute(
            "UPDATE %s SET %s = %s WHERE id = %d"
                .formatted(target.table(), column, literal(values.get(column)), id));
        rows.put(id, values);
      }
    }
  }

  private void insert(Statement statement, Map<Long, Map<String, @Nullable String>> rows)
      throws SQLException {
    Map<String, @Nullable String> values = new HashMap<>();
    List<String> literals = new ArrayList<>();
    for (String column : target.columns()) {
      values.put(column, value(column));
      literals.add(literal(values.get(column)));
    }
    String sql =
        target.columns().isEmpty()
            ? "INSERT INTO %s DEFAULT VALUES RETURNING id".formatted(target.table())
            : "INSERT INTO %s (%s) VALUES (%s) RETURNING id"
                .formatted(
                    target.table(),
                    String.join(", ", target.columns()),
                    String.join(", ", literals));
    try (ResultSet made = statement.executeQuery(sql)) {
      made.next();
      rows.put(made.getLong(1), values);
    }
  }

  /** Short, and never twice where it could be unique; a total is also some customer's id. */
  private @Nullable String value(String column) {
    return switch (column) {
      case "total" -> String.valueOf(1 + random.nextInt(20));
      case "note" -> random.nextInt(3) == 0 ? null : "n" + random.nextInt(1000);
      default -> "w" + number + "." + ++made;
    };
  }
}
