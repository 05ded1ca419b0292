package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.postgres.LockMode;
import io.slipway.problem.Problem.Kind;
import io.slipway.state.RunStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One runner at a time, whatever happens to the other one. */
class LeaseTest {
  private static final Step.Backfill SLOW =
      PlanFixtures.backfill(List.of("id"), false, new Step.BackfillOptions(50, 20, 0, 100));

  private static Plan slow() {
    return PlanFixtures.single("7", PlanFixtures.addColumn(), PlanFixtures.syncTrigger(), SLOW);
  }

  @Test
  void aSecondRunnerIsToldWhoTheFirstIs() {
    try (EngineBench bench = EngineBench.with(10_000)) {
      Engine first = bench.engine();
      CompletableFuture<RunResult> running = bench.running(first, slow());
      EngineBench.await("chunks", () -> bench.saw(Event.ChunkDone.class));

      RunResult second = bench.run(slow());

      assertThat(second)
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> {
                assertThat(it.problem().kind()).isEqualTo(Kind.RETRYABLE);
                assertThat(it.problem().render())
                    .contains(
                        "another runner", "process " + ProcessHandle.current().pid(), "since");
              });
      first.interrupt();
      assertThat(running.join()).isInstanceOf(RunResult.Interrupted.class);
    }
  }

  @Test
  void anInterruptStopsWithinTwoSecondsAndLeavesNoSession() {
    try (EngineBench bench = EngineBench.with(4_000)) {
      Engine engine = bench.engine();
      CompletableFuture<RunResult> running = bench.running(engine, slow());
      EngineBench.await("chunks", () -> bench.saw(Event.ChunkDone.class));
      long since = System.nanoTime();

      engine.interrupt();

      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(2));
      assertThat(running.join()).isInstanceOf(RunResult.Interrupted.class);
      EngineStatus status = bench.engine().status();
      assertThat(status.runner()).isEmpty();
      assertThat(status.runs().getFirst().run().status()).isEqualTo(RunStatus.INTERRUPTED);
      assertThat(
              bench.database.value(
                  "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'slipway/%'"
                      + " AND datname = current_database()"))
          .isEqualTo("0");
      assertThat(bench.run(slow())).isInstanceOf(RunResult.Completed.class);
    }
  }

  @Test
  void aStatementThatRunsLongIsCancelledByAnInterrupt() throws Exception {
    try (EngineBench bench = EngineBench.with(10)) {
      Plan plan =
          PlanFixtures.single(
              "1", PlanFixtures.ddl("1", LockMode.ACCESS_SHARE, "SELECT pg_sleep(60)"));
      Engine engine = bench.engine();
      CompletableFuture<RunResult> running = bench.running(engine, plan);
      EngineBench.await(
          "the statement",
          () ->
              bench
                  .database
                  .value(
                      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'")
                  .equals("1"));
      engine.interrupt();
      assertThat(running.get(2, TimeUnit.SECONDS)).isInstanceOf(RunResult.Interrupted.class);
    }
  }

  @Test
  void whoLosesTheLockStops() {
    try (EngineBench bench = EngineBench.with(4_000)) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      EngineBench.await("chunks", () -> bench.saw(Event.ChunkDone.class));
      bench.database.value(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name LIKE 'slipway/%/lease'");
      assertThat(running.join())
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> assertThat(it.problem().render()).contains("has lost its lease"));
      assertThat(bench.run(slow())).isInstanceOf(RunResult.Completed.class);
      assertThat(
              bench.database.value(
                  "SELECT count(*) FROM orders WHERE total_new IS DISTINCT FROM total"))
          .isEqualTo("0");
    }
  }

  /** Outdated between its work and its COMMIT: the row lock on the epoch decides. */
  @Test
  void anOutdatedRunnerCommitsNothingMore() {
    try (EngineBench bench = EngineBench.with(4_000)) {
      AtomicBoolean isOutdated = new AtomicBoolean();
      bench.trace =
          (role, sql) -> {
            if (role.equals("work")
                && sql.contains("UPDATE public.orders")
                && bench.saw(Event.ChunkDone.class)
                && isOutdated.compareAndSet(false, true)) {
              bench.database.execute("UPDATE _migration_lease SET epoch = epoch + 1");
            }
          };
      RunResult result = bench.run(slow());
      assertThat(result)
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> assertThat(it.problem().render()).contains("has lost its lease"));
      long rows =
          bench.events.stream()
              .filter(Event.ChunkDone.class::isInstance)
              .mapToLong(it -> ((Event.ChunkDone) it).rows())
              .sum();
      assertThat(bench.database.value("SELECT count(*) FROM orders WHERE total_new = total"))
          .isEqualTo("" + rows);
      assertThat(bench.database.value("SELECT rows_done FROM _migration_shards"))
          .isEqualTo("" + rows);
    }
  }

  /**
   * A killed runner's statement still works on the server: it is ended before anything is looked
   * at.
   */
  @Test
  void whoTakesOverEndsWhatTheOneBeforeLeftRunning() throws Exception {
    try (EngineBench bench = EngineBench.with(10);
        var orphan = bench.database.connect()) {
      bench.run(PlanFixtures.single("0", PlanFixtures.addColumn()));
      CountDownLatch ended = new CountDownLatch(1);
      try (var statement = orphan.createStatement()) {
        statement.execute("SET application_name = 'slipway/OLD001/work'");
      }
      Thread thread =
          new Thread(
              () -> {
                try (var statement = orphan.createStatement()) {
                  statement.execute("SELECT pg_sleep(60)");
                } catch (SQLException e) {
                  ended.countDown();
                }
              });
      thread.start();
      EngineBench.await(
          "the orphan",
          () ->
              bench
                  .database
                  .value(
                      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                          + " AND application_name = 'slipway/OLD001/work'")
                  .equals("1"));

      assertThat(bench.run(PlanFixtures.single("1", PlanFixtures.syncTrigger())))
          .isInstanceOf(RunResult.Completed.class);

      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }
}
