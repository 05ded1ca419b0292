package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.plan.Plan;
import io.slipway.plan.Session;
import io.slipway.plan.Step;
import io.slipway.postgres.LockMode;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The strategy guide's SQL about the state of migrations, word for word, against a run that is
 * under way. Not here are blocks that change the application's own tables (they are migrations: see
 * the traps in the plan tests), and {@code pg_blocking_pids(locked_pid)}, whose argument the reader
 * has to put in.
 */
class GuideSqlTest {
  private static final SqlParser PARSER = SqlParser.create();

  private final EngineBench bench = EngineBench.with(20_000);
  private CompletableFuture<RunResult> running = new CompletableFuture<>();

  @BeforeEach
  void aRunIsUnderWay() {
    bench.database.execute(
        "CREATE TABLE users (user_id int, legacy_field text);"
            + " INSERT INTO users SELECT g FROM generate_series(1, 1000) g");
    Plan slow =
        PlanFixtures.single(
            "current_migration",
            PlanFixtures.addColumn(),
            PlanFixtures.syncTrigger(),
            PlanFixtures.backfill(List.of("id"), false, new Step.BackfillOptions(50, 20, 0, 100)));
    running = bench.running(bench.engine(), slow);
    EngineBench.await("chunks", () -> bench.saw(Event.ChunkDone.class));
  }

  @AfterEach
  void stop() {
    bench.database.execute("UPDATE _migration_progress SET status = 'cancelled'");
    running.join();
    bench.close();
  }

  @Test
  void aColumnIsDeprecatedAndTheRollbackTakesThatBack() {
    List<String> deprecate = statements("Phase 1: Deprecate column");
    bench.database.execute(deprecate.get(0));
    bench.database.execute(deprecate.get(1));
    String comment =
        "SELECT col_description('users'::regclass, 2) IS NOT NULL, (SELECT count(*) FROM _migration_deprecations)";
    assertThat(bench.database.query(comment)).containsExactly("t|1");
    assertThat(bench.database.value("SELECT is_column_safe_to_drop('users', 'legacy_field')"))
        .isEqualTo("f");

    statements("Remove deprecation notice").forEach(bench.database::execute);

    assertThat(bench.database.query(comment)).containsExactly("f|0");
    deprecate.subList(2, deprecate.size()).forEach(bench.database::execute);
    assertThat(bench.database.value("SELECT count(*) FROM users")).isEqualTo("1000");
  }

  @Test
  void aFlagIsSetUpCheckedAndRolledOut() {
    List<String> setUp = statements("Enable feature for percentage of users");
    bench.database.execute(setUp.get(0));
    String in = setUp.get(1) + " AS sees_it FROM users";
    long tenth = seen(in);
    assertThat(tenth).isBetween(50L, 150L);
    List<String> rollOut = statements("Start with 10%");
    bench.database.execute(rollOut.get(0));
    assertThat(seen(in)).isEqualTo(tenth);
    bench.database.execute(rollOut.get(1));
    assertThat(seen(in)).isBetween(400L, 600L);
    bench.database.execute(rollOut.get(2));
    assertThat(seen(in)).isEqualTo(1000);
  }

  private long seen(String sql) {
    return bench.database.query(sql).stream().filter("t"::equals).count();
  }

  @Test
  void progressDeprecationsFlagsAndTheOverviewAreShown() {
    bench.database.execute(
        """
        INSERT INTO _migration_deprecations (table_name, column_name, removal_date)
        VALUES ('users', 'legacy_field', now() + interval '3 days'), ('users', 'x', now() + interval '30 days');
        INSERT INTO _migration_feature_flags (flag_name, enabled, rollout_percentage)
        VALUES ('a', true, 10), ('b', true, 100), ('c', false, 10)""");
    List<String> monitor = statements("Check deprecation status");
    assertThat(bench.database.query(monitor.get(0))).singleElement().asString().contains("legacy");
    assertThat(bench.database.query(monitor.get(1)))
        .singleElement()
        .asString()
        .contains("current_migration", "running");
    assertThat(bench.database.query(monitor.get(2))).singleElement().asString().startsWith("a|");
    assertThat(bench.database.query(monitor.get(3)))
        .anyMatch(it -> it.startsWith("deprecations|2|1|0"));
  }

  @Test
  void theMetricsOfARunAreLive() {
    String metrics = statements("Real-time migration metrics").getFirst();
    EngineBench.await(
        "rows a second",
        () -> {
          String[] row = bench.database.value(metrics).split("\\|", -1);
          return row[0].equals("current_migration")
              && Long.parseLong(row[1]) > 0
              && Long.parseLong(row[2]) > 0
              && Double.parseDouble(row[4]) > 0
              && Long.parseLong(row[5]) > 0;
        });
  }

  @Test
  void whoWaitsForALockIsShown() {
    String monitor = statements("Lock monitoring").get(1);
    try (Session holder = Session.on(bench.database)) {
      holder.execute("BEGIN; LOCK TABLE users");
      CompletableFuture<Void> waits =
          CompletableFuture.runAsync(() -> bench.database.execute("DELETE FROM users"));
      EngineBench.await(
          "the wait",
          () ->
              bench.database.query(monitor).stream()
                  .anyMatch(it -> it.contains("relation") && it.endsWith("DELETE FROM users")));
      holder.execute("COMMIT");
      waits.join();
    }
  }

  @Test
  void aProgressiveMigrationIsStopped() {
    statements("Stop progressive migration").stream()
        .filter(it -> it.startsWith("UPDATE"))
        .forEach(bench.database::execute);
    assertThat(running.join()).isInstanceOf(RunResult.Cancelled.class);
  }

  @Test
  void theBreakerIsResetByItsRow() {
    bench.database.execute(
        "UPDATE _migration_circuit_breakers SET state = 'open', failure_count = 9, opened_at = now()");
    bench.database.execute("UPDATE _migration_progress SET status = 'cancelled'");
    running.join();
    Plan next =
        PlanFixtures.single(
            "8",
            PlanFixtures.ddl(
                "8-expand-1", LockMode.ACCESS_EXCLUSIVE, "ALTER TABLE orders ADD COLUMN more int"));
    assertThat(bench.run(next)).isInstanceOf(RunResult.Failed.class);

    statements("Reset circuit breaker").forEach(bench.database::execute);

    assertThat(bench.run(next)).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void replicationAndIndexBuildsAreShown() {
    assertThat(bench.database.query(statements("Check replication lag").getFirst())).isEmpty();
    bench.database.execute("ALTER TABLE orders ADD user_id int, ADD created_at timestamptz");
    List<String> index = statements("Use CONCURRENTLY to avoid locks");
    bench.database.execute(index.get(0));
    assertThat(bench.database.query(index.get(1))).isEmpty();
    assertThat(bench.database.value("SELECT to_regclass('idx_orders_user_date') IS NOT NULL"))
        .isEqualTo("t");
  }

  @Test
  void theTemplateOfABatchedUpdateEnds() {
    bench.database.execute(
        """
        CREATE TABLE target_table (id int PRIMARY KEY, calculated_value int NOT NULL, new_column int);
        INSERT INTO target_table SELECT g, g FROM generate_series(1, 25000) g""");
    statements("Template for batch updates").forEach(bench.database::execute);
    assertThat(
            bench.database.value(
                "SELECT count(*) FROM target_table WHERE new_column = calculated_value"))
        .isEqualTo("25000");
  }

  /** Of the one block with that comment. */
  private static List<String> statements(String comment) {
    List<String> blocks =
        Stream.of(guide().split("(?m)^-- ==== block ====$", -1))
            .filter(it -> it.contains("-- " + comment))
            .toList();
    assertThat(blocks).as(comment).hasSize(1);
    return PARSER.parse("guide", blocks.getFirst()).statements().stream()
        .map(Statement::text)
        .toList();
  }

  private static String guide() {
    try (InputStream in = GuideSqlTest.class.getResourceAsStream("/seeds/strategies-guide.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
