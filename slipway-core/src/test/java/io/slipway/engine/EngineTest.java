package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.postgres.LockMode;
import io.slipway.problem.Problem.Kind;
import io.slipway.state.RunStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void runsToTheGateAndOnToTheEnd(int major) {
    try (EngineBench bench = EngineBench.with(major, 3_000)) {
      Plan plan = PlanFixtures.retype();
      RunResult waiting = bench.run(plan);
      assertThat(waiting).isInstanceOf(RunResult.WaitingAtGate.class);
      assertThat(bench.engine().status().runs().getFirst().run().status())
          .isEqualTo(RunStatus.WAITING);
      assertThat(bench.run(plan)).isInstanceOf(RunResult.WaitingAtGate.class);
      bench.deploy();

      RunResult result = bench.run(plan);

      assertThat(result).isInstanceOf(RunResult.Completed.class);
      assertThat(result.run()).isEqualTo(waiting.run());
      assertThat(bench.shape())
          .isEqualTo(
              "id integer not null, note text, total bigint, total_old integer,"
                  + " version integer not null /  / orders_pkey, orders_total_new_idx");
      assertThat(bench.database.value("SELECT count(*) FROM orders WHERE total = id % 1000"))
          .isEqualTo("3000");
      EngineStatus status = bench.engine().status();
      assertThat(status.runner()).isEmpty();
      assertThat(status.history()).hasSize(1);
      assertThat(status.history().getFirst().entry().version()).isEqualTo("7");
      assertThat(status.runs().getFirst().steps()).hasSize(7);
      assertThat(bench.database.value("SELECT status FROM _migration_progress"))
          .isEqualTo("completed");
      assertThat(bench.saw(Event.RunFinished.class)).isTrue();
    }
  }

  @Test
  void aCompletedMigrationIsNotRunAgain() {
    try (EngineBench bench = EngineBench.with(10)) {
      Plan plan = PlanFixtures.single("1", PlanFixtures.addColumn());
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
      assertThat(bench.run(plan))
          .isInstanceOfSatisfying(
              RunResult.Completed.class, it -> assertThat(it.alreadyDone()).isTrue());
      assertThat(bench.engine().status().history()).hasSize(1);
    }
  }

  @Test
  void anUnfinishedRunGoesOnWithItsOwnPlan() {
    try (EngineBench bench = EngineBench.with(10)) {
      bench.run(PlanFixtures.retype());
      bench.deploy();
      Plan other =
          PlanFixtures.single(
              "7", PlanFixtures.ddl("x", LockMode.ACCESS_EXCLUSIVE, "DROP TABLE orders"));

      assertThat(bench.run(other)).isInstanceOf(RunResult.Completed.class);
      assertThat(bench.shape()).contains("total bigint");
    }
  }

  @Test
  void whatFailsLeavesNothingAndSaysSo() {
    try (EngineBench bench = EngineBench.with(10)) {
      String before = bench.shape();
      Plan plan =
          PlanFixtures.single(
              "1",
              PlanFixtures.ddl(
                  "1",
                  LockMode.ACCESS_EXCLUSIVE,
                  "ALTER TABLE orders ADD COLUMN a int; ALTER TABLE orders ADD COLUMN id int"));

      RunResult result = bench.run(plan);

      assertThat(result)
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> {
                assertThat(it.problem().kind()).isEqualTo(Kind.FAILED_CLEAN);
                assertThat(it.problem().render()).contains("already exists", "nothing changed");
              });
      assertThat(bench.shape()).isEqualTo(before);
      assertThat(bench.engine().status().runs().getFirst().run().status())
          .isEqualTo(RunStatus.FAILED);
    }
  }

  @Test
  void aViolationStopsTheRunAndNamesTheRows() {
    try (EngineBench bench = EngineBench.with(100)) {
      Plan plan =
          PlanFixtures.single(
              "1",
              PlanFixtures.addColumn(),
              new Step.Verify("2", "none is 5", "SELECT id FROM orders WHERE id = 5", "Five."));
      assertThat(bench.run(plan))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> assertThat(it.problem().render()).contains("id=5", "ENGINE-3"));
    }
  }

  @Test
  void rollsBackAfterEachPhase() {
    try (EngineBench bench = EngineBench.with(500)) {
      String before = bench.shape();
      Plan plan = PlanFixtures.retype();
      String run = bench.run(plan).run();
      String expanded =
          "id integer not null, note text, total integer not null, total_new bigint, version"
              + " integer not null / zzz_orders_sync / orders_pkey";

      assertThat(bench.engine().rollback(run, new RollbackOptions("migrate", false)))
          .isEqualTo(new RunResult.RolledBack(run, 4, false));
      assertThat(bench.shape()).isEqualTo(expanded);
      bench.deploy();
      assertThat(bench.engine().resume(run)).isInstanceOf(RunResult.Completed.class);

      assertThat(bench.engine().rollback(run, new RollbackOptions("contract", false)))
          .isInstanceOf(RunResult.RolledBack.class);
      assertThat(bench.shape()).contains("total_new bigint", "zzz_orders_sync");
      assertThat(bench.engine().rollback("7", RollbackOptions.ALL))
          .isInstanceOfSatisfying(
              RunResult.RolledBack.class, it -> assertThat(it.whole()).isTrue());
      assertThat(bench.shape()).isEqualTo(before);
      assertThat(bench.database.value("SELECT sum(total) FROM orders"))
          .isEqualTo(bench.database.value("SELECT sum(id % 1000) FROM orders"));
      assertThat(bench.engine().status().history().stream().map(it -> it.entry().type()).toList())
          .isEqualTo(List.of("SQL", "UNDO_SQL"));
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
    }
  }

  @Test
  void refusesToTakeBackWhatCannotBeBeforeItTakesBackAnything() {
    try (EngineBench bench = EngineBench.with(10)) {
      Step.Ddl drop =
          PlanFixtures.ddl("2", LockMode.ACCESS_EXCLUSIVE, "ALTER TABLE orders DROP note");
      Step.Ddl gone =
          new Step.Ddl(
              "2",
              "drop orders.note",
              drop.sql(),
              drop.locks(),
              drop.mode(),
              drop.patience(),
              false,
              drop.probe(),
              new Undo.Impossible("the texts are gone"));
      String run = bench.run(PlanFixtures.single("1", PlanFixtures.addColumn(), gone)).run();

      assertThat(bench.engine().rollback(run, RollbackOptions.ALL))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it ->
                  assertThat(it.problem().render())
                      .contains("cannot be taken back", "drop orders.note", "the texts are gone"));
      assertThat(bench.shape()).contains("total_new");
      assertThat(bench.engine().status().runs().getFirst().run().status())
          .isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void readingTheStatusInstallsNothing() {
    try (EngineBench bench = EngineBench.with(1)) {
      assertThat(bench.engine().status().installed()).isFalse();
      assertThat(
              bench.database.value("SELECT count(*) FROM pg_class WHERE relname ~ '^_migration'"))
          .isEqualTo("0");
    }
  }
}
