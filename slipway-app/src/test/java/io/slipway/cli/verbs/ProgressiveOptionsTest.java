package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The strategy guide's progressive options, from the file to the rows; and a signal, seen by verb.
 */
class ProgressiveOptionsTest extends OnServer {
  @BeforeEach
  void tables() throws SQLException {
    execute(
        """
        CREATE TABLE orders (id bigint PRIMARY KEY, status text);
        INSERT INTO orders SELECT g FROM generate_series(1, 20000) g;
        CREATE TABLE load (n int); INSERT INTO load VALUES (1);
        CREATE TABLE chunks (xid xid8, at timestamptz DEFAULT clock_timestamp(), n int);
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN INSERT INTO chunks SELECT pg_current_xact_id(), clock_timestamp(), count(*) FROM new_rows;
          RETURN NULL; END $$;
        CREATE TRIGGER note AFTER UPDATE ON orders REFERENCING NEW TABLE AS new_rows
          FOR EACH STATEMENT EXECUTE FUNCTION note();
        ANALYZE orders""");
  }

  private CommandLineRun migration(String metadata) {
    return CommandLineRun.in(folder)
        .with("DATABASE_URL", uri())
        .file(
            "migrations/V1__status.sql",
            "-- @metadata {\"progressive\": true, "
                + metadata
                + "}\n"
                + "UPDATE orders SET status = 'new' WHERE status IS NULL;\n");
  }

  @Test
  void batchSizeIsTheMostRowsAChunkHas() throws SQLException {
    CommandLineRun run = migration("\"batchSize\": 1500").slipway("migrate");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(query("SELECT max(n), sum(n), count(*) >= 14 FROM chunks"))
        .containsExactly("1500|20000|t");
  }

  @Test
  void delayMsIsThePauseBetweenTwoChunks() throws SQLException {
    CommandLineRun run = migration("\"batchSize\": 5000, \"delayMs\": 300").slipway("migrate");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(
            query(
                """
                SELECT min(gap) >= interval '300 ms', count(gap) >= 3
                  FROM (SELECT at - lag(at) OVER (ORDER BY at) AS gap FROM chunks) AS gaps"""))
        .containsExactly("t|t");
  }

  @Test
  void maxDurationPausesAndResumeGoesOn() throws SQLException {
    CommandLineRun run =
        migration("\"batchSize\": 2000, \"delayMs\": 200, \"maxDuration\": 700").slipway("migrate");
    assertThat(run.err()).contains("its maxDuration is over; go on with: slipway resume");
    assertThat(query("SELECT status, metadata->>'stopped' FROM _migration_progress"))
        .containsExactly("paused|its maxDuration is over");
    assertThat(run.slipway("progress").out())
        .contains("stopped of itself: its maxDuration is over");
    long done = Long.parseLong(query("SELECT count(status) FROM orders").getFirst());
    assertThat(done).isBetween(2000L, 18000L);
    for (int i = 0; i < 12 && run.slipway("resume").exit() != 0; i++) {
      long now = Long.parseLong(query("SELECT count(status) FROM orders").getFirst());
      assertThat(now).as("each attempt gets on").isGreaterThan(done);
      done = now;
    }
    assertThat(query("SELECT count(status) FROM orders")).containsExactly("20000");
    assertThat(query("SELECT status, metadata->>'stopped' FROM _migration_progress"))
        .containsExactly("completed|null");
    assertThat(query("SELECT sum(n) FROM chunks")).as("each row once").containsExactly("20000");
  }

  @Test
  void rolloutPercentageDoesThatShareFirst() throws SQLException {
    CommandLineRun run = migration("\"rolloutPercentage\": 10").slipway("migrate");
    assertThat(query("SELECT count(status), max(id) FILTER (WHERE status = 'new') FROM orders"))
        .containsExactly("2000|2000");
    assertThat(run.slipway("progress", "--format", "json").out())
        .contains("\"stopped\" : \"its rolloutPercentage of 10 is reached\"");
    assertThat(run.slipway("resume").exit()).as(run.err()).isZero();
    assertThat(query("SELECT count(status) FROM orders")).containsExactly("20000");
  }

  @Test
  void aSignalFromTheSettingsFileIsSeenByProgress() throws Exception {
    CommandLineRun run =
        migration("\"batchSize\": 500, \"delayMs\": 50")
            .file(
                "slipway.toml",
                """
                [throttle]
                every = "50ms"
                [throttle.sql.job_queue]
                query = "SELECT n FROM load"
                soft = 10
                hard = 20
                """);
    CompletableFuture<CommandLineRun> running =
        CompletableFuture.supplyAsync(() -> run.slipway("migrate"));
    await("SELECT coalesce(max(batches_completed), 0) > 2 FROM _migration_progress");
    execute("UPDATE load SET n = 25");
    await("SELECT coalesce(bool_or(metadata ? 'waiting'), false) FROM _migration_progress");
    CommandLineRun other = CommandLineRun.in(folder).with("DATABASE_URL", uri());
    assertThat(other.slipway("progress").out()).contains("waiting: job_queue: 25, limit 20, for ");
    assertThat(other.slipway("progress", "--format", "json").out())
        .contains("\"signal\" : \"job_queue\"", "\"limit\" : \"20\"", "\"stops\" : true");
    execute("UPDATE load SET n = 1");
    assertThat(running.join().exit()).isZero();
    assertThat(run.err()).contains("waiting: job_queue: 25, limit 20", "going on");
    assertThat(other.slipway("progress").out()).doesNotContain("waiting");
  }

  @Test
  void aResourceThatIsUsedUpEndsWithTryAgainLater() throws SQLException {
    CommandLineRun run = migration("\"batchSize\": 500");
    run.slipway("migrate", "--max-memory-mb", "1");
    assertThat(run.exit()).isEqualTo(75);
    assertThat(run.err())
        .contains("THROTTLE-3", "memory of Slipway's own process", "limit 1.0 MB")
        .contains("the memory of the server cannot be measured here");
    assertThat(query("SELECT count(status) FROM orders")).containsExactly("0");
    assertThat(run.slipway("migrate", "--max-memory-mb", "4096").exit()).as(run.err()).isZero();
  }

  private void await(String condition) throws Exception {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!isSo(condition)) {
      if (System.nanoTime() > end) throw new AssertionError("waited in vain for: " + condition);
      Thread.sleep(20);
    }
  }

  private boolean isSo(String condition) {
    try {
      return query(condition).equals(List.of("t"));
    } catch (SQLException e) {
      return false;
    }
  }

  private List<String> query(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(rows.getString(i)));
        }
        lines.add(String.join("|", cells));
      }
      return lines;
    }
  }
}
