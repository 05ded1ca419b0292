package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.plan.Plan;
import io.slipway.plan.PlanRun;
import io.slipway.plan.Session;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rename that is rolled out share by share. */
class FeatureFlagTest {
  private static final String RENAME =
      """
      -- @metadata {"strategy": "feature-flag", "flag": "remarks"}
      ALTER TABLE orders RENAME COLUMN note TO remark;
      """;

  private static Plan plan(EngineBench bench) {
    try (Session session = Session.on(bench.database)) {
      return new PlanRun(session, null).plan(RENAME);
    }
  }

  private static String flag(EngineBench bench) {
    return bench.database.value("SELECT enabled, rollout_percentage FROM _migration_feature_flags");
  }

  private static void approve(EngineBench bench, RunResult waiting) {
    assertThat(waiting).isInstanceOf(RunResult.WaitingAtGate.class);
    bench
        .engine()
        .approve(((RunResult.WaitingAtGate) waiting).run(), null, new Approver("sre", ""));
  }

  private static String problem(RunResult result) {
    assertThat(result).isInstanceOf(RunResult.Failed.class);
    return ((RunResult.Failed) result).problem().render();
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void goesFromShareToShareAndStopsWhereItIsSetBack(int major) {
    try (EngineBench bench = EngineBench.with(major, 100)) {
      Plan plan = plan(bench);
      RunResult waiting = bench.run(plan);
      assertThat(flag(bench)).isEqualTo("t|10");
      approve(bench, waiting);
      bench.database.execute("UPDATE _migration_feature_flags SET enabled = false");
      assertThat(problem(bench.run(plan)))
          .contains("set the flag back", "enabled=f, rollout_percentage=10");
      bench.database.execute("UPDATE _migration_feature_flags SET enabled = true");
      waiting = bench.run(plan);
      assertThat(flag(bench)).isEqualTo("t|50");
      approve(bench, waiting);
      bench.database.execute(
          "SELECT update_circuit_breaker('remarks', false) FROM generate_series(1, 10)");
      assertThat(problem(bench.run(plan))).contains("open");
      bench.database.execute(
          "UPDATE _migration_circuit_breakers SET state = 'closed' WHERE breaker_name = 'remarks'");
      waiting = bench.run(plan);
      assertThat(flag(bench)).isEqualTo("t|100");
      approve(bench, waiting);
      assertThat(bench.run(plan))
          .isInstanceOfSatisfying(
              RunResult.WaitingAtGate.class, it -> assertThat(it.version()).isEqualTo("1.4"));
      bench.engine().deployed("1.4");
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
      assertThat(bench.shape()).contains("remark text").doesNotContain("note text");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void takenBackItIsOffFirst(int major) {
    try (EngineBench bench = EngineBench.with(major, 100)) {
      String shape = bench.shape();
      Plan plan = plan(bench);
      approve(bench, bench.run(plan));
      bench.run(plan);
      assertThat(flag(bench)).isEqualTo("t|50");
      assertThat(bench.engine().rollback(plan.migration(), RollbackOptions.ALL))
          .isInstanceOf(RunResult.RolledBack.class);
      assertThat(flag(bench)).isEqualTo("f|0");
      assertThat(bench.shape()).isEqualTo(shape);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void twoFlagsChooseDifferentUsers(int major) {
    try (EngineBench bench = EngineBench.with(major, 1)) {
      bench.run(plan(bench));
      bench.database.execute(
          """
          INSERT INTO _migration_feature_flags (flag_name, enabled, rollout_percentage)
          VALUES ('one', true, 50), ('another', true, 50)""");
      String both =
          bench.database.value(
              """
              SELECT count(*) FROM generate_series(1, 10000) AS u
               WHERE check_feature_flag('one', u) AND check_feature_flag('another', u)""");
      // A quarter; five standard deviations of the binomial distribution are 217.
      assertThat(Integer.parseInt(both)).isBetween(2_283, 2_717);
    }
  }
}
