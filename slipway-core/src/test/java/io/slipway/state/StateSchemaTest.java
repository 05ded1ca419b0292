package io.slipway.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.jdbc.Sql;
import io.slipway.plan.Session;
import io.slipway.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateSchemaTest {
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void installsOnceWhereTheSearchPathBegins(int major) {
    try (var fresh = TestPostgres.fresh(major)) {
      fresh.execute("CREATE SCHEMA \"Odd one\"");
      fresh.execute(
          "ALTER DATABASE %s SET search_path = \"Odd one\", public".formatted(fresh.name()));
      install(fresh, null);
      install(fresh, null);
      assertThat(
              fresh.query(
                  "SELECT DISTINCT schemaname FROM pg_tables WHERE tablename ~ '^_migration'"))
          .containsExactly("Odd one");
      assertThat(fresh.value("SELECT check_feature_flag('nobody')")).isEqualTo("f");
    }
  }

  @Test
  void makesTheConfiguredSchema() {
    try (var fresh = TestPostgres.fresh()) {
      install(fresh, "slipway");
      assertThat(fresh.value("SELECT max(version) FROM slipway._migration_state"))
          .isEqualTo("" + StateSchema.VERSION);
    }
  }

  @Test
  void manyInstallItAtOnce() {
    try (var fresh = TestPostgres.fresh()) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 8)
              .mapToObj(i -> CompletableFuture.runAsync(() -> install(fresh, "slipway")))
              .toList();
      all.forEach(CompletableFuture::join);
      assertThat(fresh.query("SELECT version FROM slipway._migration_state ORDER BY 1"))
          .containsExactly("1", "2", "3", "4");
    }
  }

  private static void install(TestPostgres.Database fresh, @Nullable String schema) {
    try (Sql sql = Database.at(DatabaseUrl.parse(fresh.uri(), Map.of())).connect("-", "test")) {
      StateSchema.of(sql, schema).install(sql);
    }
  }

  /** The SQL of the strategy guide, as it stands there. */
  @Test
  void theGuidesSqlRunsVerbatim() {
    try (var fresh = TestPostgres.fresh()) {
      install(fresh, null);
      fresh.execute(
          """
          CREATE TABLE users (id int, legacy_field text);
          INSERT INTO _migration_deprecations (table_name, column_name, removal_date)
          VALUES ('users', 'legacy_field', NOW() + INTERVAL '30 days');
          INSERT INTO _migration_feature_flags (flag_name, enabled, rollout_percentage)
          VALUES ('new_search_algorithm', true, 10);
          UPDATE _migration_feature_flags SET rollout_percentage = 50
           WHERE flag_name = 'new_search_algorithm';
          UPDATE _migration_progress SET status = 'cancelled'
           WHERE migration_id = 'current_migration';
          UPDATE _migration_circuit_breakers SET state = 'closed', failure_count = 0
           WHERE breaker_name = 'migration_executor'""");
      for (String query :
          List.of(
              "SELECT state FROM _migration_circuit_breakers WHERE breaker_name = 'migration_executor'",
              "SELECT update_circuit_breaker('migration_executor', true)",
              "SELECT check_feature_flag('new_search_algorithm', 42)",
              "SELECT check_feature_flag('new_search_algorithm', gen_random_uuid())",
              "SELECT * FROM v_zero_downtime_status")) {
        assertThat(fresh.query(query)).as(query).isNotEmpty();
      }
      assertThat(
              fresh.query(
                  """
                  SELECT * FROM _migration_deprecations
                   WHERE removal_date < NOW() + INTERVAL '7 days'"""))
          .isEmpty();
    }
  }

  @Test
  void flagsAreStableEvenAndMonotone() {
    try (var fresh = TestPostgres.fresh()) {
      install(fresh, null);
      fresh.execute(
          "INSERT INTO _migration_feature_flags (flag_name, enabled) VALUES ('f', true), ('off', false)");
      String in =
          "SELECT count(*) FROM generate_series(1, 20000) u WHERE check_feature_flag('f', u)";
      fresh.execute("CREATE TABLE seen (percentage int, u int)");
      long before = 0;
      for (int percentage : new int[] {0, 10, 50, 100}) {
        fresh.execute("UPDATE _migration_feature_flags SET rollout_percentage = " + percentage);
        long now = Long.parseLong(fresh.value(in));
        assertThat(now).isBetween(percentage * 200L - 400, percentage * 200L + 400);
        fresh.execute(
            """
            INSERT INTO seen SELECT %d, u FROM generate_series(1, 20000) u
             WHERE check_feature_flag('f', u)"""
                .formatted(percentage));
        assertThat(
                fresh.value(
                    """
                    SELECT count(*) FROM (SELECT u FROM seen WHERE percentage < %1$d
                    EXCEPT SELECT u FROM seen WHERE percentage = %1$d) lost"""
                        .formatted(percentage)))
            .isEqualTo("0");
        assertThat(now).isGreaterThanOrEqualTo(before);
        before = now;
      }
      assertThat(fresh.value("SELECT check_feature_flag('f')")).isEqualTo("t");
      assertThat(fresh.value("SELECT check_feature_flag('off', 'u')")).isEqualTo("f");
    }
  }

  @Test
  void theBreakerCountsEveryFailureOfManyAndOpensOnce() {
    try (var fresh = TestPostgres.fresh()) {
      install(fresh, null);
      fresh.execute("UPDATE _migration_circuit_breakers SET threshold = 40");
      List<CompletableFuture<Void>> reports =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () -> {
                            for (int n = 0; n < 5; n++) {
                              fresh.value(
                                  "SELECT update_circuit_breaker('migration_executor', false)");
                            }
                          }))
              .toList();
      reports.forEach(CompletableFuture::join);
      assertThat(fresh.query("SELECT state, failure_count FROM _migration_circuit_breakers"))
          .containsExactly("open|40");
      String look = "SELECT update_circuit_breaker('migration_executor', NULL)";
      assertThat(fresh.value(look)).isEqualTo("open");
      assertThat(fresh.value("SELECT update_circuit_breaker('migration_executor', true)"))
          .isEqualTo("open");
      fresh.execute("UPDATE _migration_circuit_breakers SET timeout_seconds = 0");
      assertThat(fresh.value(look)).isEqualTo("half_open");
      assertThat(fresh.value("SELECT update_circuit_breaker('migration_executor', false)"))
          .isEqualTo("open");
      assertThat(fresh.value(look)).isEqualTo("half_open");
      assertThat(fresh.value("SELECT update_circuit_breaker('migration_executor', true)"))
          .isEqualTo("closed");
    }
  }

  @Test
  void aFlagIsEvenOverAHundredThousandUsers() {
    try (var fresh = TestPostgres.fresh()) {
      install(fresh, null);
      fresh.execute(
          "INSERT INTO _migration_feature_flags (flag_name, enabled) VALUES ('even', true)");
      int users = 100_000;
      int step = 5;
      double expected = users * step / 100.0;
      double chiSquare = 0;
      long before = 0;
      for (int percentage = step; percentage <= 100; percentage += step) {
        fresh.execute("UPDATE _migration_feature_flags SET rollout_percentage = " + percentage);
        long now =
            Long.parseLong(
                fresh.value(
                    "SELECT count(*) FROM generate_series(1, %d) u WHERE check_feature_flag('even', u)"
                        .formatted(users)));
        chiSquare += Math.pow(now - before - expected, 2) / expected;
        before = now;
      }
      assertThat(before).isEqualTo(users);
      // 19 degrees of freedom: an even hash stays below 43.8 in 999 of 1,000.
      assertThat(chiSquare).isLessThan(43.8);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void sixtyFourFailuresAtOnceOpenItOnceAndOneGoesThroughHalfOpen(int major) {
    try (var fresh = TestPostgres.fresh(major)) {
      install(fresh, null);
      fresh.execute(
          """
          CREATE TABLE transitions (seq serial, was text, is_now text);
          CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN INSERT INTO transitions (was, is_now) VALUES (OLD.state, NEW.state); RETURN NULL; END';
          CREATE TRIGGER note AFTER UPDATE ON _migration_circuit_breakers FOR EACH ROW
            WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION note()""");
      String fails = "SELECT update_circuit_breaker('migration_executor', false)";
      assertThat(atOnce(fresh, fails)).containsOnly("closed", "open").contains("open");
      assertThat(fresh.query("SELECT was, is_now FROM transitions")).containsExactly("closed|open");
      assertThat(fresh.value("SELECT failure_count FROM _migration_circuit_breakers"))
          .isEqualTo("64");

      String look = "SELECT update_circuit_breaker('migration_executor', NULL)";
      assertThat(atOnce(fresh, look)).containsOnly("open");
      fresh.execute(
          "UPDATE _migration_circuit_breakers SET opened_at = now() - interval '61 seconds'");
      assertThat(atOnce(fresh, look)).containsOnlyOnce("half_open").contains("open");
      assertThat(fresh.value("SELECT update_circuit_breaker('migration_executor', true)"))
          .isEqualTo("closed");
      assertThat(atOnce(fresh, look)).containsOnly("closed");
      assertThat(fresh.query("SELECT was, is_now FROM transitions ORDER BY seq"))
          .containsExactly("closed|open", "open|half_open", "half_open|closed");
    }
  }

  @Test
  void whoWasLetThroughAndDiedDoesNotKeepTheBreakerHalfOpenForEver() {
    try (var fresh = TestPostgres.fresh()) {
      install(fresh, null);
      fresh.execute(
          """
          UPDATE _migration_circuit_breakers SET state = 'half_open', timeout_seconds = 60,
            half_open_at = now() - interval '61 seconds'""");
      String look = "SELECT update_circuit_breaker('migration_executor', NULL)";
      assertThat(fresh.value(look)).isEqualTo("half_open");
      assertThat(fresh.value(look)).isEqualTo("open");
    }
  }

  private static List<String> atOnce(TestPostgres.Database fresh, String sql) {
    CountDownLatch together = new CountDownLatch(64);
    try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
      List<Future<String>> answers =
          IntStream.range(0, 64)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            try (Session session = Session.on(fresh)) {
                              together.countDown();
                              together.await();
                              return session.query(sql).getFirst();
                            }
                          }))
              .toList();
      List<String> all = new ArrayList<>();
      for (Future<String> answer : answers) all.add(answer.get());
      return all;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aColumnIsSafeToDropWhenItsDateHasPassedAndNothingDependsOnIt() {
    try (var fresh = TestPostgres.fresh()) {
      install(fresh, null);
      fresh.execute(
          """
          CREATE TABLE users (id int PRIMARY KEY, a text DEFAULT 'x', b text);
          CREATE INDEX ON users (a);
          CREATE VIEW v AS SELECT b FROM users;
          INSERT INTO _migration_deprecations (table_name, column_name, removal_date)
          VALUES ('users', 'a', now() - interval '1 day'), ('users', 'b', now() - interval '1 day'),
                 ('users', 'id', now() + interval '1 day')""");
      assertThat(safe(fresh, "users", "a")).isEqualTo("t");
      assertThat(safe(fresh, "public.users", "a")).isEqualTo("t");
      assertThat(safe(fresh, "users", "b")).isEqualTo("f");
      assertThat(safe(fresh, "users", "id")).isEqualTo("f");
      assertThat(safe(fresh, "users", "unheard_of")).isEqualTo("f");
    }
  }

  private static String safe(TestPostgres.Database fresh, String table, String column) {
    return fresh.value("SELECT is_column_safe_to_drop('%s', '%s')".formatted(table, column));
  }
}
