package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The guide's state, by verb instead of by SQL. */
class StateVerbsTest extends OnServer {
  private CommandLineRun project() {
    return CommandLineRun.in(folder)
        .with("DATABASE_URL", uri())
        .file("migrations/V1__users.sql", "CREATE TABLE users (id int PRIMARY KEY, fax text);");
  }

  private CommandLineRun migrated() {
    CommandLineRun run = project().slipway("migrate");
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  @Test
  void withoutOurTablesTheySayWhatToDo() {
    CommandLineRun run = project().slipway("flag");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("ENGINE-20", "slipway migrate");
  }

  @Test
  void aFlagIsSetAskedAndRemoved() throws SQLException {
    CommandLineRun run = migrated();
    assertThat(run.slipway("flag").out()).isEqualTo("No flag.\n");
    assertThat(run.slipway("flag", "search").exit()).isEqualTo(2);
    assertThat(run.err()).contains("there is no flag search");
    assertThat(run.slipway("flag", "search", "10%").out()).contains("search", "on", "10 %");
    assertThat(value("SELECT check_feature_flag('search')")).isEqualTo("f");
    assertThat(run.slipway("flag", "search", "on", "--format", "json").json())
        .containsEntry("success", true);
    assertThat(value("SELECT check_feature_flag('search', 4711)")).isEqualTo("t");
    assertThat(run.slipway("flag", "search", "--user", "4711").exit()).isZero();
    assertThat(run.slipway("flag", "search", "off").out()).contains("off", "100 %");
    assertThat(run.slipway("flag", "search", "--user", "4711").exit()).isEqualTo(3);
    assertThat(run.out()).isEqualTo("search is off for 4711\n");
    assertThat(run.slipway("flag", "search", "101%").exit()).isEqualTo(2);
    assertThat(run.err()).contains("cannot be set to 101%");
    assertThat(run.slipway("flag", "search", "remove").exit()).isZero();
    assertThat(run.slipway("flag", "search", "remove").exit()).isEqualTo(2);
  }

  @Test
  void anOpenBreakerIsClosedByHandAndRunsStartAgain() throws SQLException {
    CommandLineRun run = migrated();
    assertThat(run.slipway("breaker", "open").out()).contains("migration_executor", "open");
    run.file("migrations/V2__more.sql", "CREATE TABLE more (id int PRIMARY KEY);");
    assertThat(run.slipway("migrate").exit()).isEqualTo(75);
    assertThat(run.err()).contains("slipway breaker close migration_executor");
    assertThat(run.slipway("breaker", "close", "migration_executor").out()).contains("closed");
    assertThat(run.slipway("migrate").exit()).as(run.err()).isZero();
    assertThat(run.slipway("breaker", "close", "other").exit()).isEqualTo(2);
    assertThat(run.err()).contains("There is: migration_executor.");
    assertThat(run.slipway("breaker", "kick").exit()).isEqualTo(2);
  }

  @Test
  void aDeprecationIsAnnouncedAndWithdrawn() throws SQLException {
    CommandLineRun run = migrated();
    assertThat(run.slipway("deprecations").out()).isEqualTo("Nothing is deprecated.\n");
    run.slipway("deprecations", "users.fax", "--in", "60", "--alternative", "phone");
    assertThat(run.out()).contains("users.fax", "in 60 days", "no", "phone");
    run.slipway("deprecations", "users.fax", "--in", "-1");
    assertThat(run.out()).contains("overdue since", "yes", "phone");
    assertThat(value("SELECT overdue FROM v_zero_downtime_status LIMIT 1")).isEqualTo("1");
    execute("CREATE VIEW faxes AS SELECT fax FROM users");
    assertThat(run.slipway("deprecations", "--format", "json").out()).contains("\"safe\" : false");
    assertThat(run.slipway("deprecations", "users.fax", "--withdraw").out())
        .isEqualTo("Nothing is deprecated.\n");
    assertThat(run.slipway("deprecations", "users.fax", "--withdraw").exit()).isEqualTo(2);
    assertThat(run.slipway("deprecations", "fax").exit()).isEqualTo(2);
  }

  @Test
  void whatARollbackKeptIsListedAndDropped() throws SQLException {
    CommandLineRun run = migrated();
    execute("INSERT INTO users VALUES (1, 'x')");
    assertThat(run.slipway("rollback", "--keep-data", "--yes").exit()).as(run.err()).isZero();
    assertThat(run.slipway("cleanup").out()).contains("slipway_kept_", "0 days");
    assertThat(run.slipway("cleanup", "--drop-kept", "7").out()).doesNotContain("dropped");
    assertThat(run.slipway("cleanup", "--drop-kept", "0", "--yes").out()).contains("dropped");
    assertThat(run.slipway("cleanup").out()).isEqualTo("Nothing is kept aside.\n");
  }

  /** The guide's way out of a stuck migration: cancel it, clean up, try again. */
  @Test
  void aStuckMigrationIsCancelledAndCleanedUp() throws SQLException {
    CommandLineRun run = migrated();
    run.file("migrations/V2__fax.sql", "ALTER TABLE users DROP COLUMN fax;");
    assertThat(run.slipway("migrate").exit()).as(run.err()).isEqualTo(12);
    assertThat(run.slipway("progress", "--cancel", "2").out()).contains("cancelled");
    assertThat(value("SELECT status FROM _migration_progress WHERE migration_id = '2'"))
        .isEqualTo("cancelled");
    assertThat(run.slipway("cleanup", "2", "--yes").exit()).as(run.err()).isZero();
    assertThat(value("SELECT count(*) FROM _migration_deprecations")).isEqualTo("0");
    assertThat(run.slipway("cleanup", "2").exit()).isEqualTo(2);
    assertThat(run.err()).contains("left nothing half-way");
    assertThat(run.slipway("cleanup", "1").exit()).isEqualTo(2);
  }
}
