package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import io.slipway.event.Event;
import io.slipway.plan.Step;
import io.slipway.testing.TestPostgres;
import io.slipway.throttle.Limits;
import io.slipway.throttle.ResourceLimits;
import io.slipway.throttle.Signals;
import io.slipway.throttle.ThrottleSettings;
import io.slipway.throttle.Unit;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real standby, held back: the run waits for it, and goes on when it has caught up. */
class ReplicaLagTest {
  static List<Integer> majors() {
    return TestPostgres.majors();
  }

  private static EngineSettings only(String signal, Limits limits) {
    Map<String, Limits> all = new HashMap<>();
    Signals.ALL.forEach(kind -> all.put(kind.key(), Limits.off(kind.usual().unit())));
    all.put(signal, limits);
    return EngineSettings.DEFAULTS.withThrottle(
        new ThrottleSettings(
            all,
            List.of(),
            0,
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            ResourceLimits.NONE));
  }

  private static EngineBench bench(EmbeddedPostgres primary) {
    on(primary, "CREATE DATABASE shop");
    return EngineBench.on(new TestPostgres.Database(primary, "shop"), 20_000);
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aReplicaThatFallsBehindSlowsItThenStopsIt(int major) {
    try (EmbeddedPostgres primary =
            EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), major, Map.of());
        EmbeddedPostgres standby = primary.standby();
        EngineBench bench = bench(primary)) {
      bench.settings = only("replica-bytes", new Limits(200 << 10, 1 << 20, Unit.BYTES));
      EngineBench.await("streaming", () -> behind(bench).equals("standby 0"));

      on(standby, "SELECT pg_wal_replay_pause()");
      CompletableFuture<RunResult> running = bench.running(bench.engine(), plan("7"));
      Event.Reason reason = awaitReason(bench, "WAL a replica has to replay", true);
      assertThat(reason.value()).contains("(replica standby at 127.0.0.1)");
      assertThat(reason.limit()).isEqualTo("1.0 MB");
      String rows = bench.database.value("SELECT count(total_new) FROM orders");
      assertThat(running).isNotDone();
      assertThat(Integer.parseInt(rows)).isLessThan(20_000);
      on(standby, "SELECT pg_wal_replay_resume()");
      assertThat(running.join()).isInstanceOf(RunResult.Completed.class);
      assertThat(bench.saw(Event.Resumed.class)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aReplicaThatReplaysLateIsSeenInSeconds(int major) {
    try (EmbeddedPostgres primary =
            EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), major, Map.of());
        EmbeddedPostgres standby = primary.standby();
        EngineBench bench = bench(primary)) {
      bench.settings = only("replica-lag", new Limits(0.5, 1.5, Unit.SECONDS));
      EngineBench.await("streaming", () -> behind(bench).equals("standby 0"));
      on(standby, "ALTER SYSTEM SET recovery_min_apply_delay = '2s'");
      on(standby, "SELECT pg_reload_conf()");
      CompletableFuture<RunResult> running = bench.running(bench.engine(), plan("7"));
      assertThat(awaitReason(bench, "replica lag", true).limit()).isEqualTo("1.5 s");
      on(standby, "ALTER SYSTEM SET recovery_min_apply_delay = 0");
      on(standby, "SELECT pg_reload_conf()");
      assertThat(running.join()).isInstanceOf(RunResult.Completed.class);
      assertThat(bench.saw(Event.Resumed.class)).isTrue();
    }
  }

  private static io.slipway.plan.Plan plan(String migration) {
    return PlanFixtures.single(
        migration,
        PlanFixtures.addColumn(),
        PlanFixtures.backfill(List.of("id"), false, new Step.BackfillOptions(100, 20, 0, 100)));
  }

  private static Event.Reason awaitReason(EngineBench bench, String signal, boolean stops) {
    EngineBench.await(signal, () -> reason(bench, signal, stops).isPresent());
    return reason(bench, signal, stops).orElseThrow();
  }

  private static java.util.Optional<Event.Reason> reason(
      EngineBench bench, String signal, boolean stops) {
    return bench.events.stream()
        .filter(Event.Throttled.class::isInstance)
        .map(it -> ((Event.Throttled) it).reason())
        .filter(it -> it.signal().equals(signal) && it.stops() == stops)
        .findFirst();
  }

  private static String behind(EngineBench bench) {
    List<String> seen =
        bench.database.query(
            "SELECT application_name || ' ' || pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)"
                + " FROM pg_stat_replication");
    return seen.isEmpty() ? "" : seen.getFirst();
  }

  private static void on(EmbeddedPostgres server, String sql) {
    try (var connection = DriverManager.getConnection(server.jdbcUrl("template1"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
