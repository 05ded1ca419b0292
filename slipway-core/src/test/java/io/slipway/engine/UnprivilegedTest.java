package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.plan.Plan;
import io.slipway.postgres.LockMode;
import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The owner of the tables runs, who may not see what other roles' sessions do. */
class UnprivilegedTest {
  private static EngineBench bench() {
    EngineBench bench = EngineBench.with(500);
    bench.database.execute(
        """
        DO $$ BEGIN
          IF to_regrole('owner_role') IS NULL THEN
            CREATE ROLE owner_role LOGIN; CREATE ROLE app_role LOGIN;
          END IF;
        END $$;
        GRANT ALL ON SCHEMA public TO owner_role;
        ALTER TABLE orders OWNER TO owner_role;
        GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO app_role""");
    return bench;
  }

  private static Engine engine(EngineBench bench) {
    return bench.engine(
        DatabaseUrl.parse(bench.database.uri().replace("postgres@", "owner_role@"), Map.of()));
  }

  private static Connection app(TestPostgres.Database database) throws SQLException {
    Connection connection =
        DriverManager.getConnection(database.jdbcUrl().replace("user=postgres", "user=app_role"));
    connection.setAutoCommit(false);
    return connection;
  }

  @Test
  void runsAndTakesBack() {
    try (EngineBench bench = bench()) {
      String before = bench.shape();
      Plan plan = PlanFixtures.retype();
      assertThat(engine(bench).run(plan, RunOptions.of("7")))
          .isInstanceOf(RunResult.WaitingAtGate.class);
      engine(bench).deployed("2.0");
      RunResult done = engine(bench).run(plan, RunOptions.of("7"));
      assertThat(done).isInstanceOf(RunResult.Completed.class);
      assertThat(engine(bench).rollback(done.run(), RollbackOptions.ALL))
          .isInstanceOf(RunResult.RolledBack.class);
      assertThat(bench.shape()).isEqualTo(before);
    }
  }

  @Test
  void waitsForAReaderItCannotSeeInto() throws Exception {
    try (EngineBench bench = bench();
        AppTraffic traffic = new AppTraffic(bench.database, "SELECT count(*) FROM orders");
        Connection reader = app(bench.database)) {
      reader.createStatement().execute("SELECT 1 FROM orders LIMIT 1");
      Plan plan = PlanFixtures.single("1", PlanFixtures.addColumn());
      Engine engine = engine(bench);
      CompletableFuture<RunResult> running = bench.running(engine, plan);
      EngineBench.await(
          "the reader to be named three times",
          () -> bench.events.stream().filter(Event.LockWaited.class::isInstance).count() >= 3);
      Event.LockWaited last =
          (Event.LockWaited)
              bench.events.stream().filter(Event.LockWaited.class::isInstance).toList().getLast();
      assertThat(last.attempt()).as("one blind try, no more").isLessThanOrEqualTo(1);
      reader.commit();
      assertThat(running.join()).isInstanceOf(RunResult.Completed.class);
      assertThat(traffic.longestMs()).isLessThan(500);
    }
  }

  @Test
  void cancelsItselfForASessionItCannotSeeInto() throws Exception {
    try (EngineBench bench = bench();
        Connection app = app(bench.database)) {
      Plan plan =
          PlanFixtures.single(
              "1",
              PlanFixtures.ddl(
                  "1",
                  LockMode.ACCESS_EXCLUSIVE,
                  "ALTER TABLE orders ADD COLUMN x int; SELECT pg_sleep(60)"));
      Engine engine = engine(bench);
      CompletableFuture<RunResult> running = bench.running(engine, plan);
      EngineBench.await(
          "the statement",
          () ->
              bench
                  .database
                  .value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
                  .equals("1"));
      long since = System.nanoTime();
      app.createStatement().execute("SELECT count(*) FROM orders");
      assertThat((System.nanoTime() - since) / 1_000_000).isLessThan(1_500);
      engine.interrupt();
      assertThat(running.join()).isInstanceOf(RunResult.Interrupted.class);
    }
  }

  @Test
  void aSwapWaitsForATransactionItCannotSeeInto() throws Exception {
    try (EngineBench bench = bench();
        Connection reader = app(bench.database)) {
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      reader.createStatement().execute("SELECT txid_current_snapshot()");
      Plan plan =
          PlanFixtures.single(
              "7",
              PlanFixtures.addColumn(),
              PlanFixtures.syncTrigger(),
              PlanFixtures.backfill(true),
              PlanFixtures.swap());
      CompletableFuture<RunResult> running = bench.running(engine(bench), plan);
      EngineBench.await(
          "the swap to wait",
          () ->
              bench.events.stream()
                  .anyMatch(
                      it ->
                          it instanceof Event.LockWaited waited
                              && waited.step().equals("1-contract-1")));
      assertThat(running).isNotDone();
      reader.commit();
      assertThat(running.join()).isInstanceOf(RunResult.Completed.class);
    }
  }
}
