package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.plan.Instruction;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanOptions;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.SqlParser;
import io.slipway.time.Sleeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column is renamed while the application rolls from the version that knows the old name. */
class RollingDeployTest {
  private static final ApplicationName SHOP =
      new ApplicationName("shop/{version}", Duration.ofMillis(500));

  /** One pod: a session that calls itself by its version and uses that version's column. */
  private static final class Pod extends Thread implements AutoCloseable {
    private final EngineBench bench;
    private final String version;
    private final String column;
    private final AtomicBoolean stops = new AtomicBoolean();
    final AtomicLong statements = new AtomicLong();
    final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    Pod(EngineBench bench, String version, String column) {
      super("pod-" + version);
      this.bench = bench;
      this.version = version;
      this.column = column;
      start();
    }

    @Override
    public void run() {
      try (Connection connection = bench.database.connect();
          var sql = connection.createStatement()) {
        sql.execute("SET application_name = 'shop/" + version + "'");
        for (int i = 1; !stops.get(); i = i % 500 + 1) {
          send(sql, "UPDATE orders SET %s = '%s' WHERE id = %d".formatted(column, i, i));
          send(sql, "SELECT %s FROM orders WHERE id = %d".formatted(column, i));
          Thread.sleep(1);
        }
      } catch (SQLException | InterruptedException e) {
        failures.add(e.toString());
      }
    }

    private void send(Statement sql, String text) {
      try {
        sql.execute(text);
        statements.incrementAndGet();
      } catch (SQLException e) {
        failures.add(text + ": " + e.getMessage());
      }
    }

    @Override
    public void close() {
      stops.set(true);
      EngineBench.join(this);
    }
  }

  private static Plan rename(EngineBench bench, int major) {
    SqlParser parser = SqlParser.create();
    DatabaseUrl url = DatabaseUrl.parse(bench.database.uri(), Map.of());
    PlanRequest request =
        new PlanRequest(
            "1.4",
            parser.parse("V1_4.sql", "ALTER TABLE orders RENAME COLUMN note TO remark"),
            "",
            Instruction.NONE,
            Map.of(),
            Database.at(url).catalog(parser),
            new PlanOptions(0, 0, Duration.ofDays(30), null));
    return new Planner(ServerVersion.ofMajor(major), parser).plan(request);
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theGateOpensWhenNoOldSessionIsLeft(int major) {
    try (EngineBench bench = EngineBench.with(major, 5_000)) {
      bench.settings = EngineSettings.DEFAULTS.withApplicationName(SHOP);
      Plan plan = rename(bench, major);
      List<Pod> all = new ArrayList<>();
      List<Pod> old = new ArrayList<>();
      for (int i = 0; i < 3; i++) old.add(new Pod(bench, "1.3", "note"));
      all.addAll(old);
      RunResult first = bench.run(plan);
      assertThat(first)
          .isInstanceOfSatisfying(
              RunResult.WaitingAtGate.class,
              it -> assertThat(it.because()).contains("Still connected: pid", "shop/1.3"));

      // The rollout, pod by pod; somebody says too early that it is over.
      while (!old.isEmpty()) {
        all.add(new Pod(bench, "1.4", "remark"));
        bench.engine().deployed("1.4");
        assertThat(bench.run(plan)).isInstanceOf(RunResult.WaitingAtGate.class);
        old.removeFirst().close();
      }
      RunResult last = bench.run(plan);
      all.forEach(Pod::close);

      assertThat(last).isInstanceOf(RunResult.Completed.class);
      assertThat(all).allSatisfy(pod -> assertThat(pod.failures).isEmpty());
      assertThat(all).allSatisfy(pod -> assertThat(pod.statements.get()).isPositive());
      assertThat(bench.shape()).contains("remark text").doesNotContain("note text");
    }
  }

  @Test
  void withoutAWordItOpensBySight() {
    try (EngineBench bench = EngineBench.with(1_000)) {
      bench.settings = EngineSettings.DEFAULTS.withApplicationName(SHOP);
      Plan plan = rename(bench, 18);
      assertThat(bench.run(plan)).isInstanceOf(RunResult.WaitingAtGate.class);
      try (Pod pod = new Pod(bench, "1.4", "remark")) {
        EngineBench.await("the new version", () -> pod.statements.get() > 0);
        assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
      }
    }
  }

  @Test
  void anOldVersionThatComesBackBehindTheGateStopsTheContract() {
    try (EngineBench bench = EngineBench.with(1_000)) {
      bench.settings = EngineSettings.DEFAULTS.withApplicationName(SHOP);
      Plan plan = rename(bench, 18);
      bench.run(plan);
      bench.engine().deployed("1.4");
      AtomicBoolean begun = new AtomicBoolean();
      CompletableFuture<Pod> late = new CompletableFuture<>();
      Engine engine =
          new Engine(
              Database.at(DatabaseUrl.parse(bench.database.uri(), Map.of())),
              bench.settings,
              InstantSource.system(),
              Sleeper.REAL,
              event -> {
                // The gate has been passed; before the next step begins an old pod is back.
                if (event instanceof Event.StepFinished && begun.compareAndSet(false, true)) {
                  Pod pod = new Pod(bench, "1.3", "note");
                  EngineBench.await("the old version", () -> pod.statements.get() > 0);
                  late.complete(pod);
                }
              });
      RunResult stopped = engine.run(plan, RunOptions.of("1.4"));
      assertThat(stopped)
          .isInstanceOfSatisfying(
              RunResult.WaitingAtGate.class, it -> assertThat(it.because()).contains("shop/1.3"));
      late.join().close();
      assertThat(late.join().failures).isEmpty();
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
    }
  }

  @Test
  void aWordTakenBackClosesAGateThatWasPassed() {
    try (EngineBench bench = EngineBench.with(1_000)) {
      Plan plan = rename(bench, 18);
      bench.run(plan);
      bench.engine().deployed("1.4");
      AtomicBoolean begun = new AtomicBoolean();
      Engine engine =
          new Engine(
              Database.at(DatabaseUrl.parse(bench.database.uri(), Map.of())),
              bench.settings,
              InstantSource.system(),
              Sleeper.REAL,
              event -> {
                if (event instanceof Event.StepFinished && begun.compareAndSet(false, true)) {
                  bench.engine().deployed("1.3");
                }
              });
      assertThat(engine.run(plan, RunOptions.of("1.4")))
          .isInstanceOfSatisfying(
              RunResult.WaitingAtGate.class,
              it -> assertThat(it.because()).contains("Deployed is 1.3 again"));
      bench.engine().deployed("1.5");
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
    }
  }
}
