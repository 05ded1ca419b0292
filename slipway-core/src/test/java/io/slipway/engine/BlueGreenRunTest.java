package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import io.slipway.jdbc.CatalogReader;
import io.slipway.plan.Instruction;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanOptions;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.postgres.ServerVersion;
import io.slipway.problem.Problem.Kind;
import io.slipway.sql.SqlParser;
import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table is replaced by its copy by the engine, while others write, and is taken back. */
class BlueGreenRunTest {
  private static final int ROWS = 20_000;
  private static final String GREEN = "slipway_orders_green.orders";

  static Plan plan(EngineBench bench, String sql) {
    SqlParser parser = SqlParser.create();
    try (Connection connection = bench.database.connect()) {
      int major = connection.getMetaData().getDatabaseMajorVersion();
      return new Planner(ServerVersion.ofMajor(major), parser)
          .plan(
              new PlanRequest(
                  "9",
                  parser.parse("V9__it.sql", sql),
                  "checksum",
                  Instruction.ofStrategy("blue-green"),
                  Map.of(),
                  new CatalogReader(parser).read(connection),
                  new PlanOptions(0, 0, Duration.ofDays(30), null)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Orders with a second unique column, and items that go with them. */
  private static EngineBench bench() {
    return bench(EngineBench.with(ROWS));
  }

  private static EngineBench bench(EngineBench bench) {
    // Rows are what is proved here, on a machine that may be busy; waits are LockLadderTest's.
    bench.settings =
        bench
            .settings
            .withLockTimeout(Duration.ofMillis(400))
            .withLockBudget(Duration.ofSeconds(5))
            .withLockDeadline(Duration.ofSeconds(90));
    bench.database.execute(
        """
        ALTER TABLE orders ADD COLUMN tag int;
        UPDATE orders SET tag = id;
        ALTER TABLE orders ADD UNIQUE (tag);
        CREATE TABLE items (id int PRIMARY KEY, order_id int REFERENCES orders (id) ON DELETE CASCADE);
        INSERT INTO items SELECT id, id FROM orders WHERE id % 10 = 0;
        CREATE INDEX ON items (order_id)\
        """);
    return bench;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        Connection.TRANSACTION_READ_COMMITTED,
        Connection.TRANSACTION_REPEATABLE_READ,
        Connection.TRANSACTION_SERIALIZABLE
      })
  void noWriterLosesOrFindsARowItDidNotWrite(int isolation) {
    try (EngineBench bench = bench()) {
      List<OrdersWriter> writers = OrdersWriter.started(bench.database, 6, ROWS, isolation);
      thereAndBack(bench, writers, 2);
      // SERIALIZABLE reports conflicts of pages that two transactions happen to share.
      if (isolation != Connection.TRANSACTION_SERIALIZABLE) {
        assertThat(writers.stream().mapToInt(it -> it.conflicts.get()).sum()).isZero();
      }
    }
  }

  @Test
  @Tag("slow")
  void thereAndBackUnderSixteenWriters() {
    Map<String, String> twoPhase = Map.of("max_prepared_transactions", "64");
    try (EmbeddedPostgres server =
        EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), 18, twoPhase)) {
      EngineBench bench =
          bench(EngineBench.on(new TestPostgres.Database(server, "postgres"), ROWS));
      bench.settings = bench.settings.withLockDeadline(Duration.ofMinutes(10));
      List<OrdersWriter> writers =
          OrdersWriter.started(
              bench.database,
              16,
              ROWS,
              List.of(
                  Connection.TRANSACTION_READ_COMMITTED,
                  Connection.TRANSACTION_REPEATABLE_READ,
                  Connection.TRANSACTION_SERIALIZABLE),
              true);
      thereAndBack(bench, writers, 3);
    }
  }

  private static void thereAndBack(EngineBench bench, List<OrdersWriter> writers, int times) {
    long since = System.nanoTime();
    RunResult waiting = bench.run(plan(bench, "vacuum full orders"));
    assertThat(waiting).isInstanceOf(RunResult.WaitingAtGate.class);
    for (int time = 0; time < times; time++) {
      OrdersWriter.awaitCommits(writers, 20);
      RunResult back = bench.engine().rollback("9", new RollbackOptions("contract", false));
      assertThat(back).isInstanceOf(RunResult.RolledBack.class);
      OrdersWriter.awaitCommits(writers, 20);
      assertThat(bench.engine().resume(waiting.run())).isInstanceOf(RunResult.WaitingAtGate.class);
    }
    OrdersWriter.stopped(writers);
    System.err.printf(
        "%d writers, %d times there and back in %d s: longest statement %d ms, 40001 %d times%n",
        writers.size(),
        times,
        (System.nanoTime() - since) / 1_000_000_000,
        OrdersWriter.longestMs(writers),
        writers.stream().mapToInt(it -> it.conflicts.get()).sum());
    assertThat(writers).allSatisfy(it -> assertThat(it.failures).isEmpty());
    Map<Integer, String> expected = new TreeMap<>();
    writers.forEach(it -> expected.putAll(it.ledger));
    assertThat(OrdersWriter.table(bench.database)).isEqualTo(expected);
    assertThat(
            bench.database.value(
                """
                SELECT count(*) FROM items i
                 WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = i.order_id)\
                """))
        .isEqualTo("0");
  }

  @Test
  void aTruncateIsCopiedToo() {
    try (EngineBench bench = bench()) {
      Plan plan = plan(bench, "vacuum full orders");
      AtomicInteger chunks = new AtomicInteger();
      bench.trace =
          (role, sql) -> {
            if (role.equals("work")
                && sql.startsWith("INSERT INTO " + GREEN)
                && chunks.incrementAndGet() == 4) {
              bench.database.execute(
                  "TRUNCATE orders CASCADE; INSERT INTO orders (id, total) VALUES (7, 7), (100000,"
                      + " 8)");
            }
          };
      assertThat(bench.run(plan)).isInstanceOf(RunResult.WaitingAtGate.class);
      assertThat(bench.database.query("SELECT id, total FROM orders ORDER BY id"))
          .containsExactly("7|7", "100000|8");
    }
  }

  /** Somebody writes past the triggers: found, repaired once, and refused the second time. */
  @Test
  void whatNoTriggerReportedIsFound() {
    try (EngineBench bench = bench()) {
      Plan plan = plan(bench, "vacuum full orders");
      AtomicBoolean done = new AtomicBoolean();
      bench.trace =
          (role, sql) -> {
            if (sql.contains("ANALYZE") || !sql.contains("bit_xor") || done.getAndSet(true)) return;
            bench.database.execute(
                "DELETE FROM "
                    + GREEN
                    + " WHERE id = 5; UPDATE "
                    + GREEN
                    + " SET total = -1 WHERE id = 6; INSERT INTO "
                    + GREEN
                    + " (id, total) VALUES (-3, 0)");
          };
      assertThat(bench.run(plan)).isInstanceOf(RunResult.WaitingAtGate.class);
      assertThat(bench.database.query("SELECT id, total FROM orders WHERE id < 7 ORDER BY id"))
          .containsExactly("1|1", "2|2", "3|3", "4|4", "5|5", "6|6");
    }
  }

  @Test
  void whoKeepsWritingPastTheTriggersStopsTheRun() {
    try (EngineBench bench = bench()) {
      Plan plan = plan(bench, "vacuum full orders");
      bench.trace =
          (role, sql) -> {
            if (sql.contains("bit_xor"))
              bench.database.execute("UPDATE " + GREEN + " SET total = -1 WHERE id = 6");
          };
      RunResult result = bench.run(plan);
      assertThat(result)
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> {
                assertThat(it.problem().kind()).isEqualTo(Kind.FAILED_DIRTY);
                assertThat(it.problem().render()).contains("COPY-2", "(6)");
              });
      assertThat(bench.database.value("SELECT total FROM orders WHERE id = 6")).isEqualTo("6");
    }
  }

  /** The guide's table says at every moment which of the two is in use and how far the copy is. */
  @Test
  void itsRowIsTrueThroughTheRun() {
    String row =
        """
        SELECT blue_table, green_table, current_active, sync_status, sync_started_at IS NOT NULL,
               sync_completed_at IS NOT NULL, switched_at IS NOT NULL FROM _migration_blue_green\
        """;
    try (EngineBench bench = bench(EngineBench.with(2_000))) {
      Plan plan = plan(bench, "vacuum full orders");
      Map<String, String> seen = new TreeMap<>();
      AtomicBoolean isToFail = new AtomicBoolean(true);
      bench.trace =
          (role, sql) -> {
            if (sql.startsWith("INSERT INTO " + GREEN) && sql.contains("ON CONFLICT"))
              seen.putIfAbsent("1 copy", bench.database.value(row));
            if (!sql.startsWith("ANALYZE " + GREEN)) return;
            seen.putIfAbsent("2 before the switch", bench.database.value(row));
            if (isToFail.getAndSet(false))
              bench.database.execute("ALTER TABLE orders DISABLE TRIGGER slipway_capture_new");
          };
      RunResult failed = bench.run(plan);
      assertThat(failed).isInstanceOf(RunResult.Failed.class);
      assertThat(seen.values())
          .containsExactly(
              "public.orders|" + GREEN + "|blue|syncing|t|f|f",
              "public.orders|" + GREEN + "|blue|synced|t|t|f");
      assertThat(bench.database.value(row))
          .isEqualTo("public.orders|" + GREEN + "|blue|failed|t|t|f");
      bench.engine().rollback("9", RollbackOptions.ALL);
      assertThat(bench.database.query(row)).isEmpty();

      RunResult waiting = bench.run(plan);
      assertThat(waiting).isInstanceOf(RunResult.WaitingAtGate.class);
      String green = "slipway_orders_held.orders|public.orders|green|synced|t|t|t";
      assertThat(bench.database.value(row)).isEqualTo(green);
      bench.engine().rollback("9", new RollbackOptions("contract", false));
      assertThat(bench.database.value(row))
          .isEqualTo("public.orders|" + GREEN + "|blue|synced|t|t|t");
      bench.engine().resume(waiting.run());
      assertThat(bench.database.query(row)).containsExactly(green);
    }
  }

  /** Killed before every so many statements: the next run goes on, and nothing is left behind. */
  @Test
  void goesOnAfterBeingKilled() {
    String endAll =
        """
        SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
         WHERE application_name LIKE 'slipway/%' AND datname = current_database()\
        """;
    int points = 0;
    for (int at = 3; ; at += 23) {
      try (EngineBench bench = EngineBench.with(2_000)) {
        bench.run(
            PlanFixtures.single(
                "0", PlanFixtures.ddl("0", io.slipway.postgres.LockMode.ACCESS_SHARE, "SELECT 1")));
        Plan plan = plan(bench, "vacuum full orders");
        AtomicInteger count = new AtomicInteger();
        int point = at;
        bench.trace =
            (role, sql) -> {
              if (!role.equals("work") && !role.equals("journal")) return;
              if (count.incrementAndGet() == point) bench.database.value(endAll);
            };
        bench.run(plan);
        boolean wasReached = count.get() >= at;
        bench.trace = (role, sql) -> {};
        RunResult result = bench.run(plan);
        assertThat(result).as("killed at " + at).isInstanceOf(RunResult.WaitingAtGate.class);
        assertThat(bench.database.value("SELECT count(*), sum(total) FROM orders"))
            .as("killed at " + at)
            .isEqualTo("2000|999000");
        assertThat(
                bench.database.value(
                    "SELECT count(*) FROM slipway_orders_held.orders h FULL JOIN orders o USING"
                        + " (id) WHERE h.total IS DISTINCT FROM o.total"))
            .isEqualTo("0");
        if (!wasReached) break;
        points++;
      }
    }
    assertThat(points).isGreaterThan(3);
  }
}
