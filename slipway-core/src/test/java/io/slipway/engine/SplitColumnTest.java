package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.plan.Plan;
import io.slipway.plan.PlanRun;
import io.slipway.plan.Session;
import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A column is split into two while a version that knows the one and a version that knows the two
 * write side by side.
 */
class SplitColumnTest {
  private static final String SPLIT =
      """
      ALTER TABLE people ADD COLUMN first_name text, ADD COLUMN last_name text;
      -- @metadata {"down": "name = concat_ws(' ', first_name, last_name)"}
      UPDATE people SET first_name = split_part(name, ' ', 1), last_name = split_part(name, ' ', 2);
      ALTER TABLE people DROP COLUMN name;
      """;

  private static final int ROWS = 2_000;

  /** Writes its own rows, each every few milliseconds, and remembers what it committed last. */
  private abstract static class Version extends Thread implements AutoCloseable {
    private final Connection connection;
    private final int level;
    private final int remainder;
    private volatile boolean isOver;
    final Map<Integer, String> written = new TreeMap<>();
    final AtomicLong writes = new AtomicLong();
    final List<String> failures = new CopyOnWriteArrayList<>();

    Version(TestPostgres.Database database, int level, int remainder) {
      this.connection = database.connect();
      this.level = level;
      this.remainder = remainder;
    }

    abstract String update(int id, String first, String last);

    abstract String insert(int id, String first, String last);

    @Override
    public void run() {
      try (connection;
          Statement statement = connection.createStatement()) {
        connection.setTransactionIsolation(level);
        connection.setAutoCommit(false);
        for (int n = 0; !isOver; n++) {
          int row = (n * 7 % (ROWS / 6)) * 6 + remainder + 1;
          String last = "W" + n;
          if (send(statement, update(row, "U" + remainder, last))) {
            written.put(row, "U" + remainder + "|" + last);
          }
          int fresh = ROWS + n * 6 + remainder + 1;
          if (send(statement, insert(fresh, "I" + remainder, last))) {
            written.put(fresh, "I" + remainder + "|" + last);
          }
          Thread.sleep(1);
        }
      } catch (SQLException | InterruptedException e) {
        failures.add(e.toString());
      }
    }

    /** A serialization failure is the application's to repeat. */
    private boolean send(Statement statement, String sql) throws SQLException {
      try {
        statement.execute(sql);
        connection.commit();
        writes.incrementAndGet();
        return true;
      } catch (SQLException e) {
        connection.rollback();
        if (!"40001".equals(e.getSQLState())) failures.add(sql + ": " + e.getMessage());
        return false;
      }
    }

    void awaitWrites(int more) {
      long goal = writes.get() + more;
      EngineBench.await("writes", () -> writes.get() >= goal || !isAlive());
    }

    @Override
    public void close() {
      isOver = true;
      EngineBench.join(this);
    }
  }

  private static final class Before extends Version {
    Before(TestPostgres.Database database, int level, int remainder) {
      super(database, level, remainder);
    }

    @Override
    String update(int id, String first, String last) {
      return "UPDATE people SET name = '%s %s' WHERE id = %d".formatted(first, last, id);
    }

    @Override
    String insert(int id, String first, String last) {
      return "INSERT INTO people (id, name) VALUES (%d, '%s %s')".formatted(id, first, last);
    }
  }

  private static final class After extends Version {
    After(TestPostgres.Database database, int level, int remainder) {
      super(database, level, remainder);
    }

    @Override
    String update(int id, String first, String last) {
      return "UPDATE people SET first_name = '%s', last_name = '%s' WHERE id = %d"
          .formatted(first, last, id);
    }

    @Override
    String insert(int id, String first, String last) {
      return "INSERT INTO people (id, first_name, last_name) VALUES (%d, '%s', '%s')"
          .formatted(id, first, last);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void bothVersionsReadWhatTheOtherWrote(int major) {
    try (EngineBench bench = EngineBench.with(major, 1)) {
      Plan plan = prepared(bench);
      List<Version> before = new ArrayList<>();
      List<Version> after = new ArrayList<>();
      for (int i = 0; i < 3; i++) before.add(new Before(bench.database, 1 << (i + 1), i));
      before.forEach(Version::start);
      before.forEach(it -> it.awaitWrites(20));
      assertThat(bench.run(plan)).isInstanceOf(RunResult.WaitingAtGate.class);
      for (int i = 0; i < 3; i++) after.add(new After(bench.database, 1 << (i + 1), i + 3));
      after.forEach(Version::start);
      after.forEach(it -> it.awaitWrites(50));
      before.forEach(it -> it.awaitWrites(50));
      before.forEach(Version::close);
      Map<Integer, String> names =
          rows(bench, "split_part(name, ' ', 1) || '|' || split_part(name, ' ', 2)");
      List<Version> all = new ArrayList<>(before);
      all.addAll(after);
      before.forEach(it -> assertThat(names).containsAllEntriesOf(it.written));

      bench.engine().deployed("1.4");
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
      after.forEach(it -> it.awaitWrites(20));
      after.forEach(Version::close);

      assertThat(all).allSatisfy(it -> assertThat(it.failures).isEmpty());
      Map<Integer, String> rows = rows(bench, "first_name || '|' || last_name");
      all.forEach(it -> assertThat(rows).containsAllEntriesOf(it.written));
      all.forEach(it -> rows.keySet().removeAll(it.written.keySet()));
      rows.forEach((id, row) -> assertThat(row).isEqualTo("First" + id + "|Last" + id));
      assertThat(
              bench.database.query("SELECT proname FROM pg_proc WHERE proname LIKE 'slipway%sync'"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void takenBackAtTheGateTheOldVersionHasEverything(int major) {
    try (EngineBench bench = EngineBench.with(major, 1)) {
      Plan plan = prepared(bench);
      assertThat(bench.run(plan)).isInstanceOf(RunResult.WaitingAtGate.class);
      bench.database.execute("UPDATE people SET last_name = 'New' WHERE id = 3");
      bench.database.execute(
          "UPDATE people SET first_name = NULL, last_name = 'Only' WHERE id = 4");
      bench.database.execute(
          "UPDATE people SET name = 'Other Name', last_name = 'Wins' WHERE id = 5");
      assertThat(bench.engine().rollback(plan.migration(), new RollbackOptions(null, true)))
          .isInstanceOf(RunResult.RolledBack.class);
      assertThat(
              bench.database.query("SELECT name FROM people WHERE id IN (2, 3, 4, 5) ORDER BY id"))
          .containsExactly("First2 Last2", "First3 New", "Only", "First5 Wins");
      assertThat(
              bench.database.query(
                  "SELECT attnotnull FROM pg_attribute"
                      + " WHERE attrelid = 'people'::regclass AND attname = 'name'"))
          .containsExactly("t");
    }
  }

  private static Plan prepared(EngineBench bench) {
    bench.database.execute("CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL)");
    bench.database.execute(
        "INSERT INTO people SELECT n, 'First' || n || ' Last' || n FROM generate_series(1, %d) AS n"
            .formatted(ROWS));
    try (Session session = Session.on(bench.database)) {
      return new PlanRun(session, null).plan(SPLIT);
    }
  }

  private static Map<Integer, String> rows(EngineBench bench, String value) {
    Map<Integer, String> rows = new TreeMap<>();
    for (String row : bench.database.query("SELECT id || '=' || " + value + " FROM people")) {
      int at = row.indexOf('=');
      rows.put(Integer.parseInt(row.substring(0, at)), row.substring(at + 1));
    }
    return rows;
  }
}
