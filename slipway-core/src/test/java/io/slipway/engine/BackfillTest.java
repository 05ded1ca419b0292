package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of every kind, and what meets a chunk on its way. */
class BackfillTest {
  private static Step.Backfill fill(
      String table, List<String> key, String assignments, @Nullable String todo) {
    return new Step.Backfill(
        "1",
        "fill",
        QualifiedName.of("public", table),
        key,
        new Step.RowAction.Update(assignments),
        todo,
        false,
        false,
        new Step.BackfillOptions(70, 0, 0, 100),
        new Undo.Nothing());
  }

  /** Each row changed exactly once: nothing is left out at a border, nothing done twice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id bigint; id; id; g - 700",
        "id uuid; id; id; gen_random_uuid()",
        "id text; id; id; CASE g % 3 WHEN 0 THEN '' ELSE 'é''\\' END || g",
        "id numeric; id; id; g / 7.0",
        "id timestamptz; id; id; timestamptz '2020-01-01' + g * interval '1.000001 s'",
        "id float8; id; id; sqrt(g)",
        "id bytea; id; id; decode(lpad(to_hex(g), 8, '0'), 'hex')",
        "id char(9); id; id; g::text",
        "a int, b text; a,b; a, b; g % 13, (g / 13)::text",
        "a date, b uuid; a,b; a, b; date '2020-01-01' + g % 5, gen_random_uuid()"
      })
  void walksEveryKindOfKey(String columns, String key, String names, String values) {
    try (EngineBench bench = EngineBench.with(1)) {
      bench.database.execute(
          "CREATE TABLE t (%s, n int NOT NULL DEFAULT 0, PRIMARY KEY (%s))"
              .formatted(columns, key));
      bench.database.execute(
          "INSERT INTO t (%s) SELECT %s FROM generate_series(1, 1500) g".formatted(names, values));
      Plan plan = PlanFixtures.single("1", fill("t", List.of(key.split(",")), "n = n + 1", null));

      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);

      assertThat(bench.database.query("SELECT n, count(*) FROM t GROUP BY n"))
          .containsExactly("1|1500");
    }
  }

  @Test
  void walksPagesWhereThereIsNoKeyPartitionByPartition() {
    try (EngineBench bench = EngineBench.with(1)) {
      bench.database.execute(
          """
          CREATE TABLE t (a int, n int) PARTITION BY RANGE (a);
          CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (5000);
          CREATE TABLE "t 2" PARTITION OF t DEFAULT;
          INSERT INTO t SELECT g FROM generate_series(1, 9000) g""");
      Plan plan = PlanFixtures.single("1", fill("t", List.of(), "n = a", "n IS DISTINCT FROM a"));
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
      assertThat(bench.database.value("SELECT count(*) FROM t WHERE n = a")).isEqualTo("9000");
    }
  }

  @Test
  void refusesPagesWithoutAConditionForWhatIsLeft() {
    try (EngineBench bench = EngineBench.with(1)) {
      bench.database.execute("CREATE TABLE t (a int, n int); INSERT INTO t VALUES (1, 0)");
      assertThat(bench.run(PlanFixtures.single("1", fill("t", List.of(), "n = n + 1", null))))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              it -> assertThat(it.problem().render()).contains("cannot be walked through safely"));
      assertThat(bench.database.value("SELECT n FROM t")).isEqualTo("0");
    }
  }

  @Test
  void deletesInChunks() {
    try (EngineBench bench = EngineBench.with(5_000)) {
      Step.Backfill delete =
          new Step.Backfill(
              "1",
              "delete",
              PlanFixtures.ORDERS,
              List.of("id"),
              new Step.RowAction.Delete(),
              "id % 2 = 0",
              false,
              false,
              Step.BackfillOptions.DEFAULT,
              new Undo.Impossible("gone"));
      assertThat(bench.run(PlanFixtures.single("1", delete)))
          .isInstanceOf(RunResult.Completed.class);
      assertThat(bench.database.query("SELECT count(*), min(id % 2) FROM orders"))
          .containsExactly("2500|1");
    }
  }

  @Test
  void stridesDoTheSameAndStayHot() {
    try (EngineBench bench = EngineBench.with(60_000)) {
      bench.database.execute("CREATE INDEX ON orders (version)");
      Plan plan =
          PlanFixtures.single(
              "1",
              PlanFixtures.addColumn(),
              PlanFixtures.backfill(
                  List.of("id"), true, new Step.BackfillOptions(1_000, 0, 0, 100)));
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
      assertThat(bench.database.value("SELECT count(*) FROM orders WHERE total_new = total"))
          .isEqualTo("60000");
      EngineBench.await("statistics", () -> hotPercent(bench) > 50);
    }
  }

  private static long hotPercent(EngineBench bench) {
    return Long.parseLong(
        bench.database.value(
            """
            SELECT coalesce(100 * n_tup_hot_upd / nullif(n_tup_upd, 0), 0)
              FROM pg_stat_user_tables WHERE relname = 'orders'"""));
  }

  /** Our commit would give the waiting REPEATABLE READ session 40001: we roll back instead. */
  @Test
  void aChunkIsGivenUpRatherThanCommittedWhileASessionWaitsForIt() {
    try (EngineBench bench = EngineBench.with(50)) {
      AtomicBoolean hasBegun = new AtomicBoolean();
      CompletableFuture<String> app = new CompletableFuture<>();
      bench.trace =
          (role, sql) -> {
            if (role.equals("work")
                && sql.startsWith("UPDATE public.orders")
                && hasBegun.compareAndSet(false, true)) {
              new Thread(() -> app.complete(updateLater(bench))).start();
            }
          };
      Step.Backfill slow =
          new Step.Backfill(
              "2",
              "fill slowly",
              PlanFixtures.ORDERS,
              List.of("id"),
              new Step.RowAction.Update("total_new = total, note = pg_sleep(0.15)::text"),
              "id <= 3 AND version = 0 AND total_new IS NULL",
              false,
              false,
              new Step.BackfillOptions(3, 0, 0, 100),
              new Undo.Nothing());
      assertThat(bench.run(PlanFixtures.single("1", PlanFixtures.addColumn(), slow)))
          .isInstanceOf(RunResult.Completed.class);
      assertThat(app.join()).isEqualTo("updated");
      assertThat(bench.database.value("SELECT version FROM orders WHERE id = 1")).isEqualTo("9");
    }
  }

  /** Takes its snapshot before the chunk commits, and wants one of its rows while it runs. */
  private static String updateLater(EngineBench bench) {
    try (Connection connection = bench.database.connect();
        var statement = connection.createStatement()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      statement.execute("SELECT txid_current_snapshot(), pg_sleep(0.2)");
      statement.execute("UPDATE orders SET version = 9 WHERE id = 1");
      connection.commit();
      return "updated";
    } catch (SQLException e) {
      return e.getSQLState() + " " + e.getMessage();
    }
  }

  /** A row that somebody keeps locked holds up its own neighbourhood only, and is waited for. */
  @Test
  void aLockedRowIsWaitedForWithoutHoldingOthers() throws Exception {
    try (EngineBench bench = EngineBench.with(3_000);
        Connection holder = bench.database.connect()) {
      holder.setAutoCommit(false);
      Plan plan =
          PlanFixtures.single(
              "1",
              PlanFixtures.addColumn(),
              PlanFixtures.syncTrigger(),
              PlanFixtures.backfill(false));
      bench.trace =
          (role, sql) -> {
            if (sql.startsWith("UPDATE public.orders") && !bench.saw(Event.ChunkDone.class))
              lock(holder);
          };
      CompletableFuture<RunResult> running = bench.running(bench.engine(), plan);
      EngineBench.await("chunks", () -> bench.saw(Event.ChunkDone.class));
      EngineBench.await(
          "everything before the locked row",
          () ->
              bench
                  .database
                  .value("SELECT count(*) FROM orders WHERE total_new = total AND id < 1500")
                  .equals("1499"));
      try (AppTraffic app =
          new AppTraffic(
              bench.database, "UPDATE orders SET version = version + 1 WHERE id = 1600")) {
        EngineBench.await("traffic", () -> app.statements.get() > 100);
        assertThat(app.longestMs()).isLessThan(2_000);
      }
      assertThat(running).isNotDone();
      holder.rollback();
      assertThat(running.join()).isInstanceOf(RunResult.Completed.class);
      assertThat(
              bench.database.value(
                  "SELECT count(*) FROM orders WHERE total_new IS DISTINCT FROM total"))
          .isEqualTo("0");
    }
  }

  private static void lock(Connection holder) {
    try (var statement = holder.createStatement()) {
      statement.execute("SELECT 1 FROM orders WHERE id = 1500 FOR UPDATE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
