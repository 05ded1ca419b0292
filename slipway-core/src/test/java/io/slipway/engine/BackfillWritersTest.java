package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.plan.Plan;
import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Writers at every isolation level while a column is filled. Each writer keeps a ledger of its own
 * rows; at the end the table must be what the ledgers say, in both columns.
 */
class BackfillWritersTest {
  private static final int ROWS = 30_000;
  private static final int WRITERS = 4;

  @ParameterizedTest
  @CsvSource({
    "TRANSACTION_READ_COMMITTED, 2, true",
    "TRANSACTION_REPEATABLE_READ, 4, true",
    "TRANSACTION_SERIALIZABLE, 8, false"
  })
  void loseNoRowAndFailAtMostWhereTheManualSays(String name, int isolation, boolean isStrided) {
    try (EngineBench bench = EngineBench.with(ROWS)) {
      List<Writer> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) writers.add(new Writer(bench.database, i, isolation));
      writers.forEach(Thread::start);
      Plan plan =
          PlanFixtures.single(
              "7",
              PlanFixtures.addColumn(),
              PlanFixtures.syncTrigger(),
              PlanFixtures.backfill(isStrided),
              PlanFixtures.check());

      RunResult result = bench.run(plan);
      writers.forEach(writer -> writer.isOver = true);
      writers.forEach(EngineBench::join);

      assertThat(result).isInstanceOf(RunResult.Completed.class);
      assertThat(writers).allSatisfy(it -> assertThat(it.failures).isEmpty());
      Map<Integer, Integer> expected = new HashMap<>();
      writers.forEach(writer -> expected.putAll(writer.ledger));
      assertThat(table(bench.database, "total")).isEqualTo(expected);
      assertThat(table(bench.database, "total_new")).isEqualTo(expected);
      int conflicts = writers.stream().mapToInt(it -> it.conflicts).sum();
      int commits = writers.stream().mapToInt(it -> it.commits).sum();
      assertThat(conflicts).as(name).isLessThan(commits / 20);
      if (isolation == Connection.TRANSACTION_READ_COMMITTED) assertThat(conflicts).isZero();
      assertThat(commits).isGreaterThan(50);
    }
  }

  private static Map<Integer, Integer> table(TestPostgres.Database database, String column) {
    Map<Integer, Integer> rows = new HashMap<>();
    for (String row : database.query("SELECT id, " + column + " FROM orders")) {
      int bar = row.indexOf('|');
      rows.put(Integer.valueOf(row.substring(0, bar)), Integer.valueOf(row.substring(bar + 1)));
    }
    return rows;
  }

  /** Inserts, updates and deletes the rows whose id is its own modulo the number of writers. */
  private static final class Writer extends Thread {
    private final Connection connection;
    private final int number;
    private final Random random;
    private final Map<Integer, Integer> ledger = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private volatile boolean isOver;
    private int commits;
    private int conflicts;

    Writer(TestPostgres.Database database, int number, int isolation) {
      this.number = number;
      this.random = new Random(number);
      this.connection = database.connect();
      for (int id = 1; id <= ROWS; id++) {
        if (id % WRITERS == number) ledger.put(id, id % 1000);
      }
      try {
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(false);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void run() {
      try (connection) {
        while (!isOver) transaction();
      } catch (SQLException e) {
        failures.add(e.getSQLState() + " " + e.getMessage());
      }
    }

    private void transaction() throws SQLException {
      Map<Integer, Integer> change = new HashMap<>();
      try {
        execute("SELECT count(*) FROM orders WHERE id = ?", number);
        for (int i = 0; i < 3; i++) change(change);
        connection.commit();
        commits++;
        change.forEach(
            (id, total) -> {
              if (total < 0) ledger.remove(id);
              else ledger.put(id, total);
            });
      } catch (SQLException e) {
        connection.rollback();
        if (!e.getSQLState().equals("40001")) throw e;
        conflicts++;
      }
    }

    private void change(Map<Integer, Integer> change) throws SQLException {
      int id = random.nextInt(ROWS / WRITERS) * WRITERS + number;
      if (id == 0 || change.containsKey(id)) return;
      int total = random.nextInt(1_000_000);
      if (!ledger.containsKey(id)) {
        execute("INSERT INTO orders (id, total) VALUES (?, ?)", id, total);
      } else if (random.nextInt(4) == 0) {
        execute("DELETE FROM orders WHERE id = ?", id);
        total = -1;
      } else {
        execute("UPDATE orders SET total = ? WHERE id = ?", total, id);
      }
      change.put(id, total);
    }

    private void execute(String sql, int... values) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < values.length; i++) statement.setInt(i + 1, values[i]);
        statement.execute();
      }
    }
  }
}
