package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.plan.Mode;
import io.slipway.plan.Patience;
import io.slipway.plan.Plan;
import io.slipway.plan.Probe;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.problem.Problem.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Statements that refuse a transaction: absent, present, half. */
class AloneStepTest {
  private static final Plan PLAN =
      PlanFixtures.single("7", PlanFixtures.addColumn(), PlanFixtures.index());

  @Test
  void whatIsHalfIsRemovedAndMadeAnew() {
    try (EngineBench bench = EngineBench.with(100)) {
      AtomicBoolean isDone = new AtomicBoolean();
      bench.trace =
          (role, sql) -> {
            if (sql.startsWith("CREATE INDEX") && isDone.compareAndSet(false, true)) {
              bench.database.execute(
                  "CREATE INDEX orders_total_new_idx ON orders (total_new);"
                      + "UPDATE pg_index SET indisvalid = false"
                      + " WHERE indexrelid = 'orders_total_new_idx'::regclass");
              throw new IllegalStateException("killed");
            }
          };
      try {
        bench.run(PLAN);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("killed");
      }
      assertThat(bench.shape()).endsWith("orders_total_new_idx invalid");
      bench.trace = (role, sql) -> {};

      assertThat(bench.run(PLAN)).isInstanceOf(RunResult.Completed.class);

      assertThat(bench.shape()).endsWith("orders_total_new_idx");
    }
  }

  @Test
  void whatWasThereBeforeIsLeftAloneAlsoByARollback() {
    try (EngineBench bench = EngineBench.with(100)) {
      bench.database.execute(
          "ALTER TABLE orders ADD COLUMN total_new bigint;"
              + "CREATE INDEX orders_total_new_idx ON orders (total_new)");
      Plan plan = PlanFixtures.single("7", PlanFixtures.index());
      String run = bench.run(plan).run();
      assertThat(bench.saw(Event.StepSkipped.class)).isTrue();
      bench.engine().rollback(run, RollbackOptions.ALL);
      assertThat(bench.shape()).endsWith("orders_total_new_idx");
    }
  }

  @Test
  void aUniqueIndexOverDuplicatesFailsAndLeavesNothing() {
    try (EngineBench bench = EngineBench.with(2_000)) {
      String before = bench.shape();
      Step.Ddl index = PlanFixtures.index();
      Step.Ddl unique =
          new Step.Ddl(
              "1",
              "unique",
              List.of("CREATE UNIQUE INDEX CONCURRENTLY orders_total_new_idx ON orders (total)"),
              index.locks(),
              Mode.ALONE,
              Patience.WATCHED,
              false,
              index.probe(),
              index.undo());
      assertThat(bench.run(PlanFixtures.single("7", unique)))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> {
                assertThat(it.problem().kind()).isEqualTo(Kind.FAILED_CLEAN);
                assertThat(it.problem().sqlState()).isEqualTo("23505");
              });
      assertThat(bench.shape()).isEqualTo(before);
    }
  }

  @Test
  void aStatementThatDoesNotDoWhatItsProbeLooksForIsNotCalledDone() {
    try (EngineBench bench = EngineBench.with(10)) {
      Step.Ddl wrong =
          new Step.Ddl(
              "1",
              "vacuum",
              List.of("VACUUM orders"),
              List.of(),
              Mode.ALONE,
              Patience.WATCHED,
              false,
              new Probe.Catalog("SELECT 'absent'", List.of()),
              new Undo.Nothing());
      assertThat(bench.run(PlanFixtures.single("7", wrong)))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> assertThat(it.problem().render()).contains("ran, and is not there"));
    }
  }
}
