package io.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in a step of every sort, in each phase and on the way back: {@code resume} goes
 * on, and a table and a file that only grow show that nothing was done twice.
 */
class RunbookKillTest {
  private static final String DATABASE = "runbook_kill";

  private static final String RUNBOOK =
      """
      runbook: killed
      phases:
        - name: Before
          objective: rows
          expected: 1h
          steps:
            - {name: one, sql: {text: "INSERT INTO effects VALUES ('one')"}}
            - {name: two, sql: {text: "INSERT INTO effects VALUES ('two'); SELECT pg_advisory_xact_lock(77)"}}
          rollback:
            - {name: back, sql: {text: "INSERT INTO effects VALUES ('back'); SELECT pg_advisory_xact_lock(77)"}}
            - {name: back too, sql: {text: "INSERT INTO effects VALUES ('back too')"}}
        - name: Change
          objective: schema
          expected: 1h
          steps:
            - {name: schema, migrate: {folder: m}}
            - name: index
              sql:
                text: "CREATE INDEX CONCURRENTLY by_a ON t (a)"
                autocommit: true
                probe: "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('by_a') AND indisvalid)"
                repair: "DROP INDEX IF EXISTS by_a"
        - name: After
          objective: people are told
          expected: 1h
          steps:
            - {name: called, command: {argv: [sh, -c, "echo called >> calls; sleep 5"]}}
            - {name: soak, wait: 5s}
            - {name: last, sql: {text: "INSERT INTO effects VALUES ('last')"}}
      """;

  @TempDir Path folder;

  @Test
  @Tag("slow")
  @SuppressWarnings("try") // what is held is held by being open
  void whateverIsKilledGoesOnAndNothingIsDoneTwice() throws Exception {
    execute("postgres", "CREATE DATABASE " + DATABASE);
    execute(DATABASE, "CREATE TABLE effects (what text)");
    execute(DATABASE, "CREATE TABLE t (a int)");
    CommandLineRun here =
        CommandLineRun.in(folder)
            .with("DATABASE_URL", uri())
            .file("r.yaml", RUNBOOK)
            .file("m/V1__b.sql", "ALTER TABLE t ADD COLUMN b int;");
    String file = folder.resolve("r.yaml").toString();

    try (Connection held = holding("SELECT pg_advisory_lock(77)")) {
      killedIn("1.2", "runbook", "run", file);
    }
    try (Connection held = holding("BEGIN; LOCK TABLE t IN ACCESS SHARE MODE")) {
      killedIn("2.1", "runbook", "resume", "killed");
    }
    // A snapshot that is older than the index keeps its build from ending; a column does not mind.
    try (Connection held = holding("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1")) {
      killedIn("2.2", "runbook", "resume", "killed");
    }
    killedIn("3.1", "runbook", "resume", "killed");
    here.slipway("runbook", "resume", "killed");
    assertThat(here.exit()).as(here.out() + here.err()).isEqualTo(12);
    assertThat(here.out()).contains("nobody knows what step 3.1");
    assertThat(here.slipway("runbook", "approve", "killed", "3.1", "--done").exit()).isZero();
    killedIn("3.2", "runbook", "resume", "killed");
    here.slipway("runbook", "resume", "killed");
    assertThat(here.exit()).as(here.out() + here.err()).isZero();

    assertThat(value("SELECT string_agg(what, ' ' ORDER BY what) FROM effects"))
        .isEqualTo("last one two");
    assertThat(Files.readAllLines(folder.resolve("calls"))).containsExactly("called");
    assertThat(value("SELECT count(*) FROM pg_index WHERE indexrelid = 'by_a'::regclass"))
        .isEqualTo("1");
    assertThat(value("SELECT count(*) FROM _migration_history WHERE success")).isEqualTo("1");

    try (Connection held = holding("SELECT pg_advisory_lock(77)")) {
      killedIn("full/1.back.1", "runbook", "rollback", "killed");
    }
    here.slipway("runbook", "resume", "killed");
    assertThat(here.exit()).as(here.out() + here.err()).isZero();
    assertThat(value("SELECT string_agg(what, ' ' ORDER BY what) FROM effects"))
        .isEqualTo("back back too last one two");
    assertThat(value("SELECT status FROM _migration_runbook_runs")).isEqualTo("rolled_back");
  }

  /** Kills the command as soon as the journal says that this step is running. */
  private static void killedIn(String step, String... command) throws Exception {
    String[] all = new String[command.length + 2];
    System.arraycopy(command, 0, all, 0, command.length);
    all[command.length] = "--database";
    all[command.length + 1] = uri();
    try (Child child = Child.start(all)) {
      while (child.isAlive() && !isRunning(step)) Thread.onSpinWait();
      assertThat(child.isAlive()).as("before the kill in %s: %s", step, child.err()).isTrue();
      child.kill();
    }
    // The server hears of it a moment later; until then the lock is held, and resume says so.
    while (!value(SESSIONS).equals("0")) Thread.sleep(20);
  }

  /** An idle session ends with its client; one at work is ended by the next runner. */
  private static final String SESSIONS =
      """
      SELECT count(*) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name ~ '^slipway/.*/(runbook|lease)$'\
      """;

  private static boolean isRunning(String step) throws Exception {
    Thread.sleep(20);
    if (value("SELECT to_regclass('_migration_runbook_steps') IS NULL").equals("t")) return false;
    return value(
            """
            SELECT count(*) FROM _migration_runbook_steps s
             WHERE status = 'running' AND step_id = '%s' AND EXISTS (
               SELECT FROM pg_stat_activity WHERE datname = current_database()
                AND application_name ~ '/runbook$' AND backend_start < s.attempted_at)"""
                .formatted(step))
        .equals("1");
  }

  private static String uri() {
    return Servers.shared().uri(DATABASE);
  }

  /** A session that keeps what the statement takes until it is closed. */
  private static Connection holding(String sql) throws SQLException {
    Connection connection = connect(DATABASE);
    execute(connection, sql);
    return connection;
  }

  private static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(Servers.shared().jdbcUrl(database));
  }

  private static void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database)) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(String sql) throws SQLException {
    try (Connection connection = connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }
}
