package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of leftover is made, found, and gone once its own remedy was followed. */
class DoctorTest {
  @TempDir Path folder;

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatItFindsIsGoneByItsRemedy(int major) throws SQLException {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), major, Map.of())) {
      CommandLineRun run =
          CommandLineRun.in(folder).with("DATABASE_URL", server.uri("postgres")).slipway("doctor");
      assertThat(run.out()).isEqualTo("Nothing is left behind.\n");
      assertThat(run.exit()).isZero();

      execute(
          server,
          """
          CREATE TABLE users (id int PRIMARY KEY, age int);
          INSERT INTO users VALUES (1, -1), (2, -1);
          ALTER TABLE users ADD CONSTRAINT adult CHECK (age < 18) NOT VALID;
          CREATE SCHEMA slipway_users_green;
          CREATE TABLE slipway_users_green.slipway_log (id int);
          CREATE FUNCTION slipway_users_sync() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
          CREATE TRIGGER slipway_capture_new AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION slipway_users_sync();
          """);
      try {
        execute(server, "CREATE UNIQUE INDEX CONCURRENTLY ages ON users (age)");
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("23505");
      }
      execute(server, "UPDATE users SET age = id");

      run.slipway("doctor");
      assertThat(run.exit()).isEqualTo(5);
      assertThat(run.out())
          .contains(
              "trigger slipway_capture_new on users",
              "    DROP TRIGGER slipway_capture_new ON users\n",
              "    DROP FUNCTION slipway_users_sync()\n",
              "schema slipway_users_green",
              "holds slipway_log",
              "    DROP SCHEMA slipway_users_green CASCADE\n",
              "    REINDEX INDEX CONCURRENTLY ages\n",
              "    ALTER TABLE users VALIDATE CONSTRAINT adult\n",
              "5 found. Nothing was changed.");
      assertThat(run.slipway("doctor", "--format", "json").json())
          .containsEntry("exitCode", 5L)
          .hasEntrySatisfying("leftovers", it -> assertThat((List<?>) it).hasSize(5));

      run.slipway("doctor");
      for (String remedy : run.out().lines().filter(it -> it.startsWith("    ")).toList()) {
        execute(server, remedy.strip());
      }
      assertThat(run.slipway("doctor").out()).isEqualTo("Nothing is left behind.\n");
    }
  }

  /** A run that waits keeps what it needs; once it is only a failed one, it is named itself. */
  @Test
  void whatARunStillNeedsIsNoLeftover() throws SQLException {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), 18, Map.of())) {
      CommandLineRun run =
          CommandLineRun.in(folder)
              .with("DATABASE_URL", server.uri("postgres"))
              .file("migrations/V1__users.sql", "CREATE TABLE users (id int PRIMARY KEY);")
              .slipway("migrate");
      execute(server, "INSERT INTO users SELECT generate_series(1, 2000); ANALYZE users");
      run.file(
          "migrations/V2__full.sql",
          "-- @metadata {\"strategy\": \"blue-green\"}\nVACUUM FULL users;");
      assertThat(run.slipway("migrate").exit()).as(run.err() + run.out()).isEqualTo(12);
      assertThat(run.slipway("doctor").out()).isEqualTo("Nothing is left behind.\n");

      execute(server, "UPDATE _migration_runs SET status = 'running' WHERE migration = '2'");
      assertThat(run.slipway("doctor").exit()).isEqualTo(5);
      assertThat(run.out()).contains("of migration 2 is running", "nobody is at work", "1 found");

      execute(server, "UPDATE _migration_runs SET status = 'rolled_back' WHERE migration = '2'");
      assertThat(run.slipway("doctor").out())
          .contains(
              "DROP TRIGGER slipway_capture_moved ON users",
              "DROP SCHEMA slipway_users_green CASCADE",
              "schema slipway_users_held",
              "holds users");
    }
  }
}
