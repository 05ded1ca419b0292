package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.throttle.CustomSql;
import io.slipway.throttle.Limits;
import io.slipway.throttle.ResourceLimits;
import io.slipway.throttle.ThrottleSettings;
import io.slipway.throttle.Unit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signals raised by what really raises them: the run gets gentler, waits, and goes on by itself.
 */
class ThrottleTest {
  private static final CustomSql LOAD = new CustomSql("load", "SELECT n FROM load", 10, 100);

  static List<Integer> majors() {
    return io.slipway.testing.TestPostgres.majors();
  }

  /** Only the signals named here; the others are off, so that a slow machine raises none. */
  private static ThrottleSettings only(Map<String, Limits> limits, CustomSql... custom) {
    Map<String, Limits> all = new HashMap<>();
    io.slipway.throttle.Signals.ALL.forEach(
        kind -> all.put(kind.key(), Limits.off(kind.usual().unit())));
    all.putAll(limits);
    return new ThrottleSettings(
        all,
        List.of(custom),
        0,
        Duration.ofMillis(50),
        Duration.ofSeconds(2),
        Duration.ofMillis(300),
        ResourceLimits.NONE);
  }

  private static EngineBench bench(int major, ThrottleSettings throttle) {
    EngineBench bench = EngineBench.with(major, 6_000);
    bench.database.execute("CREATE TABLE load (n float8); INSERT INTO load VALUES (1)");
    bench.settings = EngineSettings.DEFAULTS.withThrottle(throttle);
    return bench;
  }

  /** Sixty chunks of a hundred rows, some 3 s. */
  private static Plan slow() {
    return PlanFixtures.single(
        "7",
        PlanFixtures.addColumn(),
        PlanFixtures.backfill(List.of("id"), false, new Step.BackfillOptions(100, 40, 0, 100)));
  }

  private static void awaitChunks(EngineBench bench) {
    EngineBench.await("chunks", () -> bench.saw(Event.ChunkDone.class));
  }

  private static Event.Reason awaitReason(EngineBench bench, String signal, boolean stops) {
    EngineBench.await(
        signal + (stops ? " to stop it" : " to slow it"),
        () -> reasons(bench).stream().anyMatch(it -> fits(it, signal, stops)));
    return reasons(bench).stream().filter(it -> fits(it, signal, stops)).findFirst().orElseThrow();
  }

  private static boolean fits(Event.Reason reason, String signal, boolean stops) {
    return reason.signal().equals(signal) && reason.stops() == stops;
  }

  private static List<Event.Reason> reasons(EngineBench bench) {
    return bench.events.stream()
        .filter(Event.Throttled.class::isInstance)
        .map(it -> ((Event.Throttled) it).reason())
        .toList();
  }

  private static long rows(EngineBench bench) {
    return Long.parseLong(bench.database.value("SELECT count(total_new) FROM orders"));
  }

  /** It stands still, the tables say why, and nothing is held. */
  private static void assertStandsStill(EngineBench bench, String signal) throws Exception {
    long before = rows(bench);
    Thread.sleep(400);
    assertThat(rows(bench)).isEqualTo(before).isLessThan(6_000);
    assertThat(
            bench.database.query(
                "SELECT status, error_message, metadata->'waiting'->>'signal',"
                    + " (metadata->'waiting'->>'stops')::bool,"
                    + " (metadata->'waiting'->>'since')::timestamptz <= now(),"
                    + " metadata->'waiting'->>'limit' <> '' FROM _migration_progress"))
        .containsExactly("running|null|" + signal + "|t|t|t");
    assertThat(
            bench.database.value(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE"
                    + " 'slipway/%/work' AND xact_start IS NOT NULL"))
        .isEqualTo("0");
    EngineStatus.RunStatus status = bench.engine().status().runs().getFirst();
    assertThat(status.progress().orElseThrow().waiting().orElseThrow().signal()).isEqualTo(signal);
  }

  private static void assertEnds(EngineBench bench, CompletableFuture<RunResult> running) {
    assertThat(running.join()).isInstanceOf(RunResult.Completed.class);
    assertThat(rows(bench)).isEqualTo(6_000);
    assertThat(bench.saw(Event.Resumed.class)).isTrue();
    assertThat(
            bench.database.query(
                "SELECT status, error_message, metadata->'waiting' FROM _migration_progress"))
        .containsExactly("completed|null|null");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aNumberOfTheUsersOwnSlowsItAndStopsItAndLetsItGoOn(int major) throws Exception {
    try (EngineBench bench = bench(major, only(Map.of(), LOAD))) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      awaitChunks(bench);
      bench.database.execute("UPDATE load SET n = 50");
      Event.Reason soft = awaitReason(bench, "load", false);
      assertThat(soft.value()).isEqualTo("50");
      assertThat(soft.limit()).isEqualTo("10");
      long before = rows(bench);
      EngineBench.await("a chunk, though gently", () -> rows(bench) > before);
      assertThat(bench.database.value("SELECT current_batch_size FROM _migration_progress"))
          .as("a quarter of batchSize")
          .isEqualTo("25");

      bench.database.execute("UPDATE load SET n = 100.5");
      assertThat(awaitReason(bench, "load", true).limit()).isEqualTo("100");
      assertStandsStill(bench, "load");
      bench.database.execute("UPDATE load SET n = 1");
      assertEnds(bench, running);
      assertThat(
              bench.database.value(
                  "SELECT count(*) FROM _migration_events WHERE kind = 'Throttled' AND detail LIKE"
                      + " '%signal=load, value=100.5, limit=100%'"))
          .isEqualTo("1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE load RENAME TO gone | ALTER TABLE gone RENAME TO load",
        "DELETE FROM load                | INSERT INTO load VALUES (1)",
        "UPDATE load SET n = NULL        | UPDATE load SET n = 1",
        "DROP TABLE load                 | CREATE TABLE load AS SELECT 1.5 AS n"
      })
  void aSignalThatFailsWaitsUntilItCanBeRead(String breaks, String mends) throws Exception {
    try (EngineBench bench = bench(18, only(Map.of(), LOAD))) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      awaitChunks(bench);
      bench.database.execute(breaks);
      assertThat(awaitReason(bench, "load", true).value()).contains("cannot be read");
      assertStandsStill(bench, "load");
      bench.database.execute(mends);
      assertEnds(bench, running);
    }
  }

  @Test
  void aSignalThatTakesTooLongWaits() throws Exception {
    CustomSql heavy =
        new CustomSql("heavy", "SELECT n FROM load, pg_sleep(least(n, 10) - 1)", 50, 100);
    try (EngineBench bench = bench(14, only(Map.of(), heavy))) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      awaitChunks(bench);
      bench.database.execute("UPDATE load SET n = 9");
      assertThat(awaitReason(bench, "heavy", true).value()).contains("statement timeout");
      assertStandsStill(bench, "heavy");
      bench.database.execute("UPDATE load SET n = 1");
      assertEnds(bench, running);
    }
  }

  @Test
  void aDeadConnectionIsReplaced() {
    try (EngineBench bench = bench(18, only(Map.of(), LOAD))) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      awaitChunks(bench);
      String pid =
          "SELECT coalesce(max(pid), 0) FROM pg_stat_activity WHERE application_name LIKE"
              + " 'slipway/%/signals'";
      String first = bench.database.value(pid);
      bench.database.execute("SELECT pg_terminate_backend(" + first + ", 2000)");
      EngineBench.await(
          "another connection", () -> !List.of(first, "0").contains(bench.database.value(pid)));
      bench.database.execute("UPDATE load SET n = 200");
      awaitReason(bench, "load", true);
      bench.database.execute("UPDATE load SET n = 1");
      assertEnds(bench, running);
    }
  }

  @Test
  void whileThereIsNoConnectionItWaits() {
    try (EngineBench bench = bench(18, only(Map.of(), LOAD))) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      awaitChunks(bench);
      admin(bench, "ALTER DATABASE " + bench.database.name() + " ALLOW_CONNECTIONS false");
      admin(
          bench,
          "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name LIKE"
              + " 'slipway/%/signals' AND datname = '"
              + bench.database.name()
              + "'");
      assertThat(awaitReason(bench, "load", true).value()).contains("not currently accepting");
      admin(bench, "ALTER DATABASE " + bench.database.name() + " ALLOW_CONNECTIONS true");
      assertEnds(bench, running);
    }
  }

  private static void admin(EngineBench bench, String sql) {
    try (Connection connection =
            java.sql.DriverManager.getConnection(bench.database.server().jdbcUrl("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void anOldSnapshotSlowsItThenStopsItAndIsNamed(int major) throws Exception {
    Limits limits = new Limits(0.5, 1.5, Unit.SECONDS);
    try (EngineBench bench = bench(major, only(Map.of("oldest-snapshot", limits)));
        Connection report = bench.database.connect()) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      awaitChunks(bench);
      hold(report, "SET application_name = 'report'");
      report.setAutoCommit(false);
      report.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      hold(report, "SELECT count(*) FROM orders");
      assertThat(awaitReason(bench, "oldest snapshot", false).value())
          .contains("(report, postgres");
      assertThat(awaitReason(bench, "oldest snapshot", true).limit()).isEqualTo("1.5 s");
      assertStandsStill(bench, "oldest snapshot");
      report.rollback();
      assertEnds(bench, running);
    }
  }

  private static void hold(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A slow chunk, and somebody who wants one of its rows. */
  @ParameterizedTest
  @MethodSource("majors")
  void aSessionThatWaitsForUsSlowsOrStopsIt(int major) throws Exception {
    for (boolean stops : List.of(false, true)) {
      Limits limits = new Limits(20, stops ? 20 : 5_000, Unit.MILLISECONDS);
      try (EngineBench bench = bench(major, only(Map.of("blocked-sessions", limits)))) {
        Step.Backfill heavy =
            new Step.Backfill(
                "1-migrate-1",
                "fill slowly",
                PlanFixtures.ORDERS,
                List.of("id"),
                new Step.RowAction.Update("total_new = total, note = pg_sleep(0.02)::text"),
                "total_new IS DISTINCT FROM total AND id <= 300",
                false,
                false,
                new Step.BackfillOptions(10, 0, 0, 100),
                new Undo.Nothing());
        CompletableFuture<RunResult> running =
            bench.running(
                bench.engine(), PlanFixtures.single("7", PlanFixtures.addColumn(), heavy));
        awaitChunks(bench);
        try (AppTraffic app =
            new AppTraffic(
                bench.database,
                "UPDATE orders SET version = version + 1 WHERE id = (random() * 299)::int + 1")) {
          Event.Reason reason = awaitReason(bench, "sessions blocked by us", stops);
          assertThat(reason.value()).contains(" ms");
          assertThat(app.failures).isEmpty();
        }
        assertThat(running.join()).isInstanceOf(RunResult.Completed.class);
        assertThat(bench.saw(Event.Resumed.class)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void sessionsAtWorkStopIt(int major) throws Exception {
    Map<String, Limits> limits = Map.of("active-sessions", new Limits(2, 3, Unit.NUMBER));
    try (EngineBench bench = bench(major, only(limits));
        Connection one = bench.database.connect();
        Connection two = bench.database.connect();
        Connection three = bench.database.connect()) {
      CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
      awaitChunks(bench);
      List<Connection> busy = List.of(one, two, three);
      for (Connection each : busy) {
        Thread.ofVirtual().start(() -> sleepOn(each));
      }
      awaitReason(bench, "active sessions", true);
      for (Connection each : busy) each.abort(Runnable::run);
      bench.database.execute(
          "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE query = 'SELECT"
              + " pg_sleep(60)'");
      assertEnds(bench, running);
    }
  }

  private static void sleepOn(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_sleep(60)");
    } catch (SQLException e) {
      // ended by the test
    }
  }

  /** A slot that nobody reads from keeps WAL; dropping it lets the run go on. */
  @ParameterizedTest
  @MethodSource("majors")
  void anInactiveSlotStopsItUntilItIsDropped(int major) throws Exception {
    Limits limits = new Limits(1 << 20, 4 << 20, Unit.BYTES);
    try (EngineBench bench = bench(major, only(Map.of("slot-backlog", limits)))) {
      bench.database.execute("CHECKPOINT");
      bench.database.execute("SELECT pg_create_physical_replication_slot('idle_one', true)");
      try {
        CompletableFuture<RunResult> running = bench.running(bench.engine(), slow());
        awaitChunks(bench);
        bench.database.execute(
            "CREATE TABLE junk AS SELECT repeat('x', 500) FROM generate_series(1, 12000)");
        assertThat(awaitReason(bench, "WAL kept for a replication slot", true).value())
            .contains("slot idle_one, inactive");
        assertStandsStill(bench, "WAL kept for a replication slot");
        bench.database.execute("SELECT pg_drop_replication_slot('idle_one')");
        assertEnds(bench, running);
      } finally {
        bench.database.execute(
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name ="
                + " 'idle_one'");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void everySignalCanBeReadOnEveryVersionAndACalmServerIsCalm(int major) {
    try (EngineBench bench = EngineBench.with(major, 500)) {
      Map<String, Limits> limits = new HashMap<>();
      io.slipway.throttle.Signals.ALL.forEach(
          kind -> limits.put(kind.key(), new Limits(1e15, 1e16, kind.usual().unit())));
      bench.settings =
          EngineSettings.DEFAULTS.withThrottle(
              new ThrottleSettings(
                  limits,
                  List.of(),
                  4,
                  Duration.ofMillis(20),
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(2),
                  ResourceLimits.NONE));
      Plan plan =
          PlanFixtures.single(
              "7",
              PlanFixtures.addColumn(),
              PlanFixtures.backfill(
                  List.of("id"), false, new Step.BackfillOptions(50, 50, 0, 100)));
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
      assertThat(reasons(bench)).isEmpty();
    }
  }
}
