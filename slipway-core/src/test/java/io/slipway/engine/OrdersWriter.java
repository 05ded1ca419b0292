package io.slipway.engine;

import io.slipway.testing.TestPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Writes to rows of its own, in every way an application does, and keeps a ledger of what it
 * committed: {@code id -> total/tag}.
 */
final class OrdersWriter extends Thread {
  /** Ids and tags far from anybody else's: number × STEP + n × writers. */
  private static final int MOVED = 10_000_000;

  final Map<Integer, String> ledger = new HashMap<>();
  final List<String> failures = new ArrayList<>();
  private final Connection connection;
  private final int number;
  private final int writers;
  private final Random random;
  private volatile boolean isOver;
  private final AtomicInteger commits = new AtomicInteger();
  final AtomicInteger conflicts = new AtomicInteger();
  private int fresh;
  private boolean isTwoPhase;
  private long longestNanos;

  private OrdersWriter(
      TestPostgres.Database database, int number, int writers, int rows, int level) {
    this.number = number;
    this.writers = writers;
    this.random = new Random(number);
    this.connection = database.connect();
    for (int id = 1; id <= rows; id++) {
      if (id % writers == number) ledger.put(id, id % 1000 + "/" + id);
    }
    try {
      connection.setTransactionIsolation(level);
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<OrdersWriter> started(
      TestPostgres.Database database, int count, int rows, int level) {
    return started(database, count, rows, List.of(level), false);
  }

  /**
   * @param levels isolation, in turn
   * @param isTwoPhase some transactions are prepared first; the server must allow it
   */
  static List<OrdersWriter> started(
      TestPostgres.Database database,
      int count,
      int rows,
      List<Integer> levels,
      boolean isTwoPhase) {
    List<OrdersWriter> writers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OrdersWriter writer =
          new OrdersWriter(database, i, count, rows, levels.get(i % levels.size()));
      writer.isTwoPhase = isTwoPhase;
      writers.add(writer);
    }
    writers.forEach(Thread::start);
    return writers;
  }

  static void awaitCommits(List<OrdersWriter> writers, int more) {
    for (OrdersWriter it : writers) {
      int from = it.commits.get();
      EngineBench.await(
          "writer " + it.number, () -> it.commits.get() >= from + more || !it.isAlive());
    }
  }

  static void stopped(List<OrdersWriter> writers) {
    writers.forEach(it -> it.isOver = true);
    writers.forEach(EngineBench::join);
  }

  static Map<Integer, String> table(TestPostgres.Database database) {
    return rows(database, "SELECT id, total || '/' || tag FROM orders");
  }

  static Map<Integer, String> rows(TestPostgres.Database database, String query) {
    Map<Integer, String> rows = new TreeMap<>();
    for (String row : database.query(query)) {
      int bar = row.indexOf('|');
      rows.put(Integer.valueOf(row.substring(0, bar)), row.substring(bar + 1));
    }
    return rows;
  }

  @Override
  public void run() {
    try (connection) {
      while (!isOver) {
        transaction();
        Thread.sleep(10);
      }
    } catch (SQLException e) {
      failures.add(e.getSQLState() + " " + e.getMessage());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void transaction() throws SQLException {
    Map<Integer, @Nullable String> change = new HashMap<>();
    try {
      execute("SELECT count(*) FROM orders WHERE id = " + number);
      for (int i = 0; i < 3; i++) change(change);
      commit();
      change.forEach(
          (id, row) -> {
            if (row == null) ledger.remove(id);
            else ledger.put(id, row);
          });
      commits.incrementAndGet();
    } catch (SQLException e) {
      connection.rollback();
      if (!"40001".equals(e.getSQLState())) throw e;
      conflicts.incrementAndGet();
    }
  }

  private void commit() throws SQLException {
    if (!isTwoPhase || random.nextInt(10) > 0) {
      connection.commit();
      return;
    }
    String name = "'writer " + number + "'";
    execute("PREPARE TRANSACTION " + name);
    connection.commit();
    connection.setAutoCommit(true);
    execute("COMMIT PREPARED " + name);
    connection.setAutoCommit(false);
  }

  /** The longest statement of all of them. */
  static long longestMs(List<OrdersWriter> writers) {
    return writers.stream().mapToLong(it -> it.longestNanos).max().orElse(0) / 1_000_000;
  }

  private void change(Map<Integer, @Nullable String> change) throws SQLException {
    switch (random.nextInt(9)) {
      case 0 -> insert(change);
      case 1 -> delete(change);
      case 2 -> move(change);
      case 3 -> trade(change);
      case 4 -> upsert(change);
      case 5 -> regretted();
      case 6 -> copy(change);
      default -> update(change);
    }
  }

  private int mine() {
    List<Integer> ids = new ArrayList<>(ledger.keySet());
    return ids.get(random.nextInt(ids.size()));
  }

  private int fresh() {
    return MOVED + ++fresh * writers + number;
  }

  private static String row(int total, int tag) {
    return total + "/" + tag;
  }

  private int tag(int id) {
    String row = ledger.getOrDefault(id, "0/0");
    return Integer.parseInt(row.substring(row.indexOf('/') + 1));
  }

  private int total(int id) {
    String row = ledger.getOrDefault(id, "0/0");
    return Integer.parseInt(row.substring(0, row.indexOf('/')));
  }

  private void insert(Map<Integer, @Nullable String> change) throws SQLException {
    int id = fresh();
    execute("INSERT INTO orders (id, total, tag) VALUES (%d, 3, %d)".formatted(id, id));
    change.put(id, row(3, id));
  }

  private void copy(Map<Integer, @Nullable String> change) throws SQLException {
    int one = fresh();
    int other = fresh();
    try {
      new CopyManager(connection.unwrap(BaseConnection.class))
          .copyIn(
              "COPY orders (id, total, tag) FROM STDIN (FORMAT csv)",
              new StringReader("%d,6,%d\n%d,7,%d\n".formatted(one, one, other, other)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    change.put(one, row(6, one));
    change.put(other, row(7, other));
  }

  private void delete(Map<Integer, @Nullable String> change) throws SQLException {
    int id = mine();
    if (change.containsKey(id)) return;
    execute("DELETE FROM orders WHERE id = " + id);
    change.put(id, null);
  }

  private void update(Map<Integer, @Nullable String> change) throws SQLException {
    int id = mine();
    if (change.containsKey(id)) return;
    int total = random.nextInt(1_000_000);
    execute("UPDATE orders SET total = %d WHERE id = %d".formatted(total, id));
    change.put(id, row(total, tag(id)));
  }

  /** The key of a row changes. */
  private void move(Map<Integer, @Nullable String> change) throws SQLException {
    int id = mine();
    if (change.containsKey(id) || id % 10 == 0 && id < MOVED) return;
    int to = fresh();
    execute("UPDATE orders SET id = %d WHERE id = %d".formatted(to, id));
    change.put(id, null);
    change.put(to, row(total(id), tag(id)));
  }

  /** Two rows trade a unique value. */
  private void trade(Map<Integer, @Nullable String> change) throws SQLException {
    int one = mine();
    int other = mine();
    if (one == other || change.containsKey(one) || change.containsKey(other)) return;
    execute("UPDATE orders SET tag = -%d WHERE id = %d".formatted(tag(one), one));
    execute("UPDATE orders SET tag = %d WHERE id = %d".formatted(tag(one), other));
    execute("UPDATE orders SET tag = %d WHERE id = %d".formatted(tag(other), one));
    change.put(one, row(total(one), tag(other)));
    change.put(other, row(total(other), tag(one)));
  }

  private void upsert(Map<Integer, @Nullable String> change) throws SQLException {
    int id = mine();
    if (change.containsKey(id)) return;
    execute(
        "INSERT INTO orders (id, total, tag) VALUES (%d, 4, %d) ON CONFLICT (id) DO UPDATE SET total = 5"
            .formatted(id, tag(id)));
    change.put(id, row(5, tag(id)));
  }

  /** Rolled back to a savepoint. */
  private void regretted() throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    execute("UPDATE orders SET total = -1 WHERE id = " + mine());
    execute("DELETE FROM orders WHERE id = " + mine());
    connection.rollback(savepoint);
  }

  private void execute(String sql) throws SQLException {
    long since = System.nanoTime();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
    longestNanos = Math.max(longestNanos, System.nanoTime() - since);
  }
}
