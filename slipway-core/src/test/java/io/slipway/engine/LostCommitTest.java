package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.jdbc.DatabaseUrl;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.postgres.LockMode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answer to a COMMIT does not come: nothing is done twice, nothing is left out. */
class LostCommitTest {
  private static final int STEPS = 4;

  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "3, true", "3, false", "4, true", "4, false"})
  void isLookedUpAndNeverGuessed(int commit, boolean reachesTheServer) {
    try (EngineBench bench = EngineBench.with(10)) {
      bench.database.execute("CREATE TABLE done (step int)");
      var proxy = new LossyProxy(bench.database.server().port(), commit, reachesTheServer);
      try (proxy) {
        DatabaseUrl url =
            DatabaseUrl.parse(
                "postgres://postgres@127.0.0.1:" + proxy.port() + "/" + bench.database.name(),
                Map.of());
        RunResult result = bench.engine(url).run(plan(), RunOptions.of("1"));

        assertThat(proxy.lost).hasValue(1);
        assertThat(result).isInstanceOf(RunResult.Completed.class);
      }
      assertThat(bench.database.query("SELECT step, count(*) FROM done GROUP BY 1 ORDER BY 1"))
          .isEqualTo(IntStream.rangeClosed(1, STEPS).mapToObj(i -> i + "|1").toList());
      assertThat(bench.engine().status().history()).hasSize(1);
    }
  }

  /** Steps that would show it if they ran twice. */
  private static Plan plan() {
    List<Step> steps =
        IntStream.rangeClosed(1, STEPS)
            .mapToObj(
                i ->
                    (Step)
                        PlanFixtures.ddl(
                            "" + i, LockMode.ROW_EXCLUSIVE, "INSERT INTO done VALUES (" + i + ")"))
            .toList();
    assertThat(steps).allMatch(step -> step.undo() instanceof Undo.Nothing);
    return PlanFixtures.single("1", steps.toArray(Step[]::new));
  }

  @ParameterizedTest
  @CsvSource({"5, true", "5, false"})
  void aChunkIsNeitherRepeatedNorLeftOut(int commit, boolean reachesTheServer) {
    try (EngineBench bench = EngineBench.with(10_000)) {
      Step.Backfill counting =
          new Step.Backfill(
              "1",
              "count every row once",
              PlanFixtures.ORDERS,
              List.of("id"),
              new Step.RowAction.Update("version = version + 1"),
              null,
              true,
              false,
              Step.BackfillOptions.DEFAULT,
              new Undo.Nothing());
      try (var proxy = new LossyProxy(bench.database.server().port(), commit, reachesTheServer)) {
        DatabaseUrl url =
            DatabaseUrl.parse(
                "postgres://postgres@127.0.0.1:" + proxy.port() + "/" + bench.database.name(),
                Map.of());
        assertThat(bench.engine(url).run(PlanFixtures.single("1", counting), RunOptions.of("1")))
            .isInstanceOf(RunResult.Completed.class);
        assertThat(proxy.lost).hasValue(1);
      }
      assertThat(bench.database.query("SELECT version, count(*) FROM orders GROUP BY 1"))
          .containsExactly("1|10000");
    }
  }
}
