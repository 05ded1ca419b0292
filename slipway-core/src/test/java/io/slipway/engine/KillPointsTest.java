package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import io.slipway.plan.Plan;
import io.slipway.postgres.LockMode;
import io.slipway.problem.Problem.Kind;
import io.slipway.testing.TestPostgres;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every session of a run is ended right before one of its statements; the next run goes on. Each
 * point in turn: what is there at the end must be what an undisturbed run leaves.
 */
class KillPointsTest {
  private static final int EVERY = 17;
  private static final String END_ALL =
      """
      SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
       WHERE application_name LIKE 'slipway/%' AND datname = current_database()""";

  @Test
  void goesOnAfterBeingKilledAtEvery17thStatement() {
    killAtEvery(EVERY, 3);
  }

  @Test
  @Tag("slow")
  void goesOnAfterBeingKilledAtEveryStatement() {
    killAtEvery(1, 0);
  }

  private static void killAtEvery(int stepping, int offset) {
    int points = 0;
    for (int at = 1 + offset; ; at += stepping) {
      try (EngineBench bench = EngineBench.with(300)) {
        bench.run(
            PlanFixtures.single("0", PlanFixtures.ddl("0", LockMode.ACCESS_SHARE, "SELECT 1")));
        bench.deploy();
        if (!killedAt(bench, at)) break;
        points++;
        assertWhole(bench, "killed before statement " + at);
      }
    }
    assertThat(points).isGreaterThan(100 / stepping);
  }

  /** False where the run ended before it came to that statement. */
  private static boolean killedAt(EngineBench bench, int at) {
    AtomicInteger count = new AtomicInteger();
    bench.trace =
        (role, sql) -> {
          if (role.equals("work") || role.equals("journal")) {
            if (count.incrementAndGet() == at) bench.database.value(END_ALL);
          }
        };
    RunResult killed = bench.run(PlanFixtures.retype());
    boolean wasReached = count.get() >= at;
    bench.trace = (role, sql) -> {};
    if (killed instanceof RunResult.Failed failed) {
      assertThat(failed.problem().kind()).as(failed.problem().render()).isEqualTo(Kind.RETRYABLE);
    }
    return wasReached;
  }

  private static void assertWhole(EngineBench bench, String when) {
    Plan plan = PlanFixtures.retype();
    RunResult result = bench.run(plan);
    assertThat(result).as(when).isInstanceOf(RunResult.Completed.class);
    assertThat(bench.shape())
        .as(when)
        .isEqualTo(
            "id integer not null, note text, total bigint, total_old integer,"
                + " version integer not null /  / orders_pkey, orders_total_new_idx");
    assertThat(bench.database.value("SELECT count(*) FROM orders WHERE total = id % 1000"))
        .as(when)
        .isEqualTo("300");
    assertThat(bench.database.value("SELECT count(*) FROM _migration_history WHERE version = '7'"))
        .as(when)
        .isEqualTo("1");
    assertThat(bench.engine().status().runner()).as(when).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 9, 16, 25})
  void aRollbackGoesOnAfterBeingKilled(int at) {
    try (EngineBench bench = EngineBench.with(100)) {
      String before = bench.shape();
      String run = bench.run(PlanFixtures.retype()).run();
      AtomicInteger count = new AtomicInteger();
      bench.trace =
          (role, sql) -> {
            if (role.equals("work") && count.incrementAndGet() == at) {
              bench.database.value(END_ALL);
            }
          };
      bench.engine().rollback(run, RollbackOptions.ALL);
      bench.trace = (role, sql) -> {};

      bench.engine().rollback(run, RollbackOptions.ALL);

      assertThat(bench.shape()).isEqualTo(before);
    }
  }

  @Test
  void goesOnAfterTheServerCrashed() {
    try (var server = EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), 18, Map.of())) {
      TestPostgres.Database database = new TestPostgres.Database(server, "postgres");
      EngineBench bench = EngineBench.on(database, 20_000);
      AtomicInteger chunks = new AtomicInteger();
      bench.trace =
          (role, sql) -> {
            if (role.equals("work")
                && sql.startsWith("UPDATE public.orders")
                && chunks.incrementAndGet() == 5) {
              server.stop("immediate");
            }
          };
      assertThat(bench.run(PlanFixtures.retype()))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> assertThat(it.problem().kind()).isEqualTo(Kind.RETRYABLE));
      bench.trace = (role, sql) -> {};
      server.start();
      assertThat(bench.run(PlanFixtures.retype())).isInstanceOf(RunResult.WaitingAtGate.class);
      assertThat(
              database.value("SELECT count(*) FROM orders WHERE total_new IS DISTINCT FROM total"))
          .isEqualTo("0");
    }
  }
}
