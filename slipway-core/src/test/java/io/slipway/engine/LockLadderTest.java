package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import io.slipway.event.Event;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.postgres.LockMode;
import io.slipway.problem.Problem.Kind;
import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application feels while a strong lock is taken. */
class LockLadderTest {
  private static final Plan ADD = PlanFixtures.single("1", PlanFixtures.addColumn());

  /** lock_timeout, and what a busy test machine adds. */
  private static final long STALL_MS = 400;

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void nobodyQueuesBehindUsWhileALongReaderHoldsTheTable(int major) throws Exception {
    try (EngineBench bench = EngineBench.with(major, 100);
        AppTraffic app = new AppTraffic(bench.database, "SELECT count(*) FROM orders");
        Connection reader = bench.database.connect()) {
      reader.setAutoCommit(false);
      reader.createStatement().execute("SELECT 1 FROM orders LIMIT 1");
      CompletableFuture<RunResult> running = bench.running(bench.engine(), ADD);
      EngineBench.await(
          "the reader to be named twice",
          () -> bench.events.stream().filter(Event.LockWaited.class::isInstance).count() >= 2);
      Event.LockWaited waited =
          bench.events.stream()
              .filter(Event.LockWaited.class::isInstance)
              .map(Event.LockWaited.class::cast)
              .findFirst()
              .orElseThrow();
      assertThat(waited.attempt()).isZero();
      assertThat(waited.holders().getFirst().description())
          .contains("idle in transaction", "SELECT 1 FROM orders");
      assertThat(running).isNotDone();

      reader.commit();

      assertThat(running.join()).isInstanceOf(RunResult.Completed.class);
      assertThat(app.longestMs()).isLessThan(STALL_MS);
      assertThat(app.failures).isEmpty();
    }
  }

  @Test
  void givesUpAtTheDeadlineAndNamesTheHolder() throws Exception {
    try (EngineBench bench = EngineBench.with(10);
        Connection reader = bench.database.connect()) {
      bench.settings = EngineSettings.DEFAULTS.withLockDeadline(Duration.ofSeconds(1));
      reader.setAutoCommit(false);
      reader.createStatement().execute("SELECT 1 FROM orders LIMIT 1");
      String before = bench.shape();

      assertThat(bench.run(ADD))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> {
                assertThat(it.problem().kind()).isEqualTo(Kind.RETRYABLE);
                assertThat(it.problem().render())
                    .contains("public.orders not granted", "idle in transaction", "slipway resume");
              });

      assertThat(bench.shape()).isEqualTo(before);
      reader.commit();
      assertThat(bench.run(ADD)).isInstanceOf(RunResult.Completed.class);
    }
  }

  @Test
  void shortTransactionsThatNeverLeaveAGapAreNotWaitedForForever() {
    try (EngineBench bench = EngineBench.with(100)) {
      AtomicBoolean isOver = new AtomicBoolean();
      List<Thread> holders = new ArrayList<>();
      for (int i = 0; i < 3; i++) holders.add(holder(bench.database, isOver));
      try (AppTraffic app = new AppTraffic(bench.database, "SELECT count(*) FROM orders")) {
        EngineBench.await("traffic", () -> app.statements.get() > 20);
        assertThat(bench.run(ADD)).isInstanceOf(RunResult.Completed.class);
        assertThat(app.longestMs()).isLessThan(STALL_MS);
      } finally {
        isOver.set(true);
        holders.forEach(EngineBench::join);
      }
    }
  }

  private static Thread holder(TestPostgres.Database database, AtomicBoolean isOver) {
    Thread thread =
        new Thread(
            () -> {
              try (Connection connection = database.connect();
                  var statement = connection.createStatement()) {
                while (!isOver.get()) {
                  statement.execute("BEGIN; SELECT 1 FROM orders LIMIT 1; SELECT pg_sleep(0.15)");
                  statement.execute("COMMIT");
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void theWatchdogCancelsUsBeforeAnybodyHasWaitedForTheBudget() {
    try (EngineBench bench = EngineBench.with(10)) {
      bench.settings = EngineSettings.DEFAULTS.withLockDeadline(Duration.ofSeconds(3));
      Step.Ddl slow =
          PlanFixtures.ddl(
              "1",
              LockMode.ACCESS_EXCLUSIVE,
              "ALTER TABLE orders ADD COLUMN x int; SELECT pg_sleep(30)");
      try (AppTraffic app = new AppTraffic(bench.database, "SELECT count(*) FROM orders")) {
        RunResult result = bench.run(PlanFixtures.single("1", slow));

        assertThat(result).isInstanceOf(RunResult.Failed.class);
        assertThat(app.longestMs()).isBetween(700L, 1_000L + STALL_MS);
        assertThat(app.failures).isEmpty();
      }
      Event.Cancelled cancelled =
          bench.events.stream()
              .filter(Event.Cancelled.class::isInstance)
              .map(Event.Cancelled.class::cast)
              .findFirst()
              .orElseThrow();
      assertThat(cancelled.victim()).contains("SELECT count(*) FROM orders");
      assertThat(bench.shape()).doesNotContain("x integer");
      assertThat(bench.engine().status().runs().getFirst().run().longestWait())
          .isBetween(Duration.ofMillis(700), Duration.ofMillis(1_000));
    }
  }

  @Test
  void anAutovacuumIsSentAwayWithoutMakingAnybodyQueue() {
    Map<String, String> eager =
        Map.of("autovacuum_naptime", "1s", "log_autovacuum_min_duration", "0");
    try (var server = EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), 18, eager)) {
      TestPostgres.Database database = new TestPostgres.Database(server, "postgres");
      EngineBench bench = EngineBench.on(database, 100_000);
      database.execute(
          """
          ALTER TABLE orders SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
            autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,
            autovacuum_analyze_threshold = 1000000000);
          UPDATE orders SET note = 'changed'""");
      EngineBench.await("an autovacuum", () -> vacuumed(database).equals("1"));
      try (AppTraffic app =
          new AppTraffic(database, "UPDATE orders SET version = 1 WHERE id = 5")) {
        assertThat(bench.run(ADD)).isInstanceOf(RunResult.Completed.class);
        assertThat(app.longestMs()).isLessThan(STALL_MS);
        assertThat(app.failures).isEmpty();
      }
      assertThat(bench.shape()).contains("total_new");
      assertThat(server.log()).content().contains("canceling autovacuum task");
    }
  }

  private static String vacuumed(TestPostgres.Database database) {
    return database.value(
        """
        SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
         WHERE a.backend_type = 'autovacuum worker' AND l.relation = 'orders'::regclass
           AND l.mode = 'ShareUpdateExclusiveLock'""");
  }

  /** Renamed under it, a REPEATABLE READ reader would see NULLs: it is waited for. */
  @Test
  void aSwapWaitsForEverySnapshotFromBeforeTheBackfill() throws Exception {
    try (EngineBench bench = EngineBench.with(500);
        Connection reader = bench.database.connect()) {
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      reader.createStatement().execute("SELECT txid_current_snapshot()");
      Plan plan =
          PlanFixtures.single(
              "7",
              PlanFixtures.addColumn(),
              PlanFixtures.syncTrigger(),
              PlanFixtures.backfill(true),
              PlanFixtures.swap());
      CompletableFuture<RunResult> running = bench.running(bench.engine(), plan);
      EngineBench.await(
          "the swap to wait",
          () ->
              bench.events.stream()
                  .anyMatch(
                      it ->
                          it instanceof Event.LockWaited waited
                              && waited.step().equals("1-contract-1")));
      assertThat(running).isNotDone();
      assertThat(sum(reader)).isEqualTo(500L * 501 / 2);

      reader.commit();

      assertThat(running.join()).isInstanceOf(RunResult.Completed.class);
      assertThat(sum(reader)).isEqualTo(500L * 501 / 2);
    }
  }

  /** CREATE INDEX CONCURRENTLY waits for old snapshots: said who, and not for ever. */
  @Test
  void anIndexBuildSaysWhomItWaitsForAndEndsAtTheDeadline() throws Exception {
    try (EngineBench bench = EngineBench.with(500);
        Connection reader = bench.database.connect()) {
      bench.settings = EngineSettings.DEFAULTS.withLockDeadline(Duration.ofSeconds(2));
      Plan plan = PlanFixtures.single("7", PlanFixtures.addColumn(), PlanFixtures.index());
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      reader.createStatement().execute("SELECT txid_current_snapshot()");

      RunResult result = bench.run(plan);

      assertThat(result)
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> {
                assertThat(it.problem().kind()).isEqualTo(Kind.RETRYABLE);
                assertThat(it.problem().render())
                    .contains("waited for pid", "txid_current_snapshot");
              });
      assertThat(bench.saw(Event.LockWaited.class)).isTrue();
      assertThat(bench.shape()).contains("orders_total_new_idx invalid");
      reader.commit();
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
      assertThat(bench.shape()).endsWith("orders_total_new_idx");
    }
  }

  private static long sum(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT sum(total) FROM orders")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
