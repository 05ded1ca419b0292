package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.jdbc.AdvisoryLock;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.jdbc.Sql;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.testing.TestPostgres;
import io.slipway.throttle.ResourceLimits;
import io.slipway.throttle.ThrottleSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guide's resource limits, before the start and during. */
class ResourcesTest {
  static List<Integer> majors() {
    return TestPostgres.majors();
  }

  private static Plan plan(int delayMs) {
    return PlanFixtures.single(
        "7",
        PlanFixtures.addColumn(),
        PlanFixtures.backfill(
            List.of("id"), false, new Step.BackfillOptions(100, delayMs, 0, 100)));
  }

  private static EngineBench bench(int major, ResourceLimits limits) {
    EngineBench bench = EngineBench.with(major, 2_000);
    ThrottleSettings usual = ThrottleSettings.DEFAULTS;
    bench.settings =
        EngineSettings.DEFAULTS.withThrottle(
            new ThrottleSettings(
                Map.of(),
                List.of(),
                0,
                Duration.ofMillis(200),
                usual.stale(),
                usual.timeout(),
                limits));
    return bench;
  }

  private static String refusal(RunResult result) {
    assertThat(result).isInstanceOf(RunResult.Failed.class);
    return ((RunResult.Failed) result).problem().render();
  }

  @ParameterizedTest
  @MethodSource("majors")
  void anotherMigrationOnTheServerIsCounted(int major) {
    try (EngineBench bench = bench(major, new ResourceLimits(1, 0, 0, 0));
        TestPostgres.Database other = TestPostgres.fresh(major)) {
      try (Sql running =
          Database.at(DatabaseUrl.parse(other.uri(), Map.of())).connect("R", "lease")) {
        assertThat(AdvisoryLock.DEFAULT.tryTake(running)).isTrue();
        assertThat(refusal(bench.run(plan(0))))
            .contains("THROTTLE-3", "2 migrations run on this server", "Nothing was done");
        assertThat(
                bench.database.value(
                    "SELECT count(*) FROM information_schema.columns WHERE column_name = 'total_new'"))
            .isEqualTo("0");
        bench.settings =
            EngineSettings.DEFAULTS.withThrottle(
                bench.settings.throttle().withResources(new ResourceLimits(2, 0, 0, 0)));
        assertThat(bench.run(plan(0))).isInstanceOf(RunResult.Completed.class);
      }
    }
  }

  /** The embedded server runs here: its machine's CPUs can be read. */
  @Test
  void aBusyProcessorKeepsItFromStarting() throws Exception {
    try (EngineBench bench = bench(18, new ResourceLimits(0, 1, 0, 0))) {
      Thread burner =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
                  });
      assertThat(refusal(bench.run(plan(0)))).contains("CPU use of the server: ", "limit 1 %");
      burner.interrupt();
      burner.join();
      bench.settings = EngineSettings.DEFAULTS;
      assertThat(bench.run(plan(0))).isInstanceOf(RunResult.Completed.class);
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void readsAndWritesStopItWhileTheyLast(int major) {
    try (EngineBench bench = bench(major, new ResourceLimits(0, 0, 2_000, 0))) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), plan(250));
      EngineBench.await("chunks", () -> bench.saw(Event.ChunkDone.class));
      bench.database.execute(
          "CREATE TABLE big AS SELECT repeat('x', 900) AS x FROM generate_series(1, 200000)");
      bench.database.execute("CHECKPOINT");
      EngineBench.await(
          "reads and writes",
          () ->
              bench.events.stream()
                  .anyMatch(
                      it ->
                          it instanceof Event.Throttled told
                              && told.reason().signal().equals("reads and writes a second")
                              && told.reason().stops()));
      assertThat(running.join()).isInstanceOf(RunResult.Completed.class);
      assertThat(bench.events)
          .filteredOn(Event.Noted.class::isInstance)
          .singleElement()
          .asString()
          .contains(major < 16 ? "blocks read and written" : "pg_stat_io");
    }
  }

  @Test
  void memoryIsThatOfOurOwnProcessAndThatIsSaid() {
    try (EngineBench bench = bench(18, new ResourceLimits(0, 0, 0, 1))) {
      assertThat(refusal(bench.run(plan(0)))).contains("memory of Slipway's own process");
      assertThat(bench.events.toString())
          .contains("the memory of the server cannot be measured here");
      bench.settings =
          EngineSettings.DEFAULTS.withThrottle(
              bench.settings.throttle().withResources(new ResourceLimits(0, 0, 0, 16_000)));
      assertThat(bench.run(plan(0))).isInstanceOf(RunResult.Completed.class);
    }
  }
}
