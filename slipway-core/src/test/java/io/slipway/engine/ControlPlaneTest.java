package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.postgres.LockMode;
import io.slipway.state.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** People speak to a run through its tables. */
class ControlPlaneTest {
  private static Plan slow() {
    return PlanFixtures.single(
        "7",
        PlanFixtures.addColumn(),
        PlanFixtures.syncTrigger(),
        PlanFixtures.backfill(List.of("id"), false, new Step.BackfillOptions(50, 20, 0, 100)));
  }

  @Test
  void aRowSetToPausedPausesWithinASecondAndHoldsNothing() {
    try (EngineBench bench = EngineBench.with(4_000)) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      EngineBench.await("chunks", () -> bench.saw(Event.ChunkDone.class));
      long since = System.nanoTime();
      bench.database.execute("UPDATE _migration_progress SET status = 'paused'");

      assertThat(running.join()).isInstanceOf(RunResult.Paused.class);

      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofMillis(1_500));
      assertThat(bench.database.value("SELECT status FROM _migration_progress"))
          .isEqualTo("paused");
      assertThat(bench.engine().status().runs().getFirst().run().status())
          .isEqualTo(RunStatus.PAUSED);
      assertThat(
              bench.database.value(
                  "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                      + " WHERE application_name LIKE 'slipway/%'"))
          .isEqualTo("0");
      String before = bench.database.value("SELECT rows_done FROM _migration_shards");
      assertThat(bench.engine().resume(running.join().run()))
          .isInstanceOf(RunResult.Completed.class);
      assertThat(Long.parseLong(before)).isPositive();
      assertThat(bench.database.value("SELECT rows_done FROM _migration_shards")).isEqualTo("4000");
      assertThat(bench.database.value("SELECT rows_affected FROM _migration_progress"))
          .isEqualTo("4000");
    }
  }

  @Test
  void aRowSetToCancelledCancelsAndRollbackTakesItBack() {
    try (EngineBench bench = EngineBench.with(4_000)) {
      String before = bench.shape();
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      EngineBench.await("chunks", () -> bench.saw(Event.ChunkDone.class));
      bench.database.execute("UPDATE _migration_progress SET status = 'cancelled'");
      RunResult cancelled = running.join();
      assertThat(cancelled).isInstanceOf(RunResult.Cancelled.class);

      assertThat(bench.run(slow()))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> assertThat(it.problem().render()).contains("was cancelled half-way"));
      assertThat(bench.engine().rollback(cancelled.run(), RollbackOptions.ALL))
          .isInstanceOf(RunResult.RolledBack.class);
      assertThat(bench.shape()).isEqualTo(before);
      assertThat(bench.run(slow())).isInstanceOf(RunResult.Completed.class);
    }
  }

  @Test
  void anotherEngineMayAsk() {
    try (EngineBench bench = EngineBench.with(4_000)) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      EngineBench.await("chunks", () -> bench.saw(Event.ChunkDone.class));
      String run = bench.engine().status().runs().getFirst().run().id();
      bench.engine().pause(run);
      assertThat(running.join()).isInstanceOf(RunResult.Paused.class);
      assertThat(bench.engine().cancel(run).status()).isEqualTo(RunStatus.CANCELLED);
    }
  }

  @Test
  void limitsOfABackfillPauseItAndAResumeGoesOn() {
    try (EngineBench bench = EngineBench.with(4_000)) {
      Plan plan =
          PlanFixtures.single(
              "7",
              PlanFixtures.addColumn(),
              PlanFixtures.syncTrigger(),
              PlanFixtures.backfill(List.of("id"), false, new Step.BackfillOptions(100, 0, 0, 10)));
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Paused.class);
      assertThat(bench.database.value("SELECT count(*) FROM orders WHERE total_new = total"))
          .isEqualTo("400");
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
      assertThat(bench.database.value("SELECT count(*) FROM orders WHERE total_new = total"))
          .isEqualTo("4000");
    }
  }

  @Test
  void anApprovalOpensAGateAndAnOlderVersionDoesNot() {
    try (EngineBench bench = EngineBench.with(100)) {
      RunResult waiting = bench.run(PlanFixtures.retype());
      bench.engine().deployed("1.9");
      assertThat(bench.run(PlanFixtures.retype())).isInstanceOf(RunResult.WaitingAtGate.class);
      bench.engine().approve(waiting.run(), "1-migrate-4", new Approver("dba", "looks good"));
      assertThat(bench.run(PlanFixtures.retype())).isInstanceOf(RunResult.Completed.class);
    }
  }

  @Test
  void anOpenBreakerKeepsEverybodyOut() {
    try (EngineBench bench = EngineBench.with(10)) {
      Plan broken =
          PlanFixtures.single(
              "1",
              PlanFixtures.ddl("1", LockMode.ACCESS_EXCLUSIVE, "ALTER TABLE orders ADD id int"));
      for (int i = 0; i < 5; i++)
        assertThat(bench.run(broken)).isInstanceOf(RunResult.Failed.class);
      assertThat(bench.run(broken))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> assertThat(it.problem().render()).contains("circuit breaker"));
      bench.database.execute(
          "UPDATE _migration_circuit_breakers SET state = 'closed', failure_count = 0");
      assertThat(bench.run(broken))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> assertThat(it.problem().render()).contains("already exists"));
    }
  }

  @Test
  void whoWasLetThroughHalfOpenAndStoppedWithoutAWordKeepsNobodyOut() {
    try (EngineBench bench = EngineBench.with(100)) {
      bench.run(PlanFixtures.single("0", PlanFixtures.ddl("0", LockMode.SHARE, "SELECT 1")));
      bench.database.execute(
          """
          UPDATE _migration_circuit_breakers SET state = 'open', failure_count = 5,
            opened_at = now() - interval '61 seconds'""");
      assertThat(bench.run(PlanFixtures.retype())).isInstanceOf(RunResult.WaitingAtGate.class);
      assertThat(bench.database.value("SELECT state FROM _migration_circuit_breakers"))
          .isEqualTo("half_open");
      bench.deploy();
      assertThat(bench.run(PlanFixtures.retype())).isInstanceOf(RunResult.Completed.class);
      assertThat(
              bench.database.query("SELECT state, failure_count FROM _migration_circuit_breakers"))
          .containsExactly("closed|0");
    }
  }
}
