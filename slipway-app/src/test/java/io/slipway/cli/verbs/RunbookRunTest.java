package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Runbooks that run, against a real database. */
class RunbookRunTest extends OnServer {
  private CommandLineRun cli(String runbook) {
    return CommandLineRun.in(folder)
        .with("DATABASE_URL", uri())
        .with("USER", "ann")
        .with("TOKEN", "hunter-two")
        .file("r.yaml", runbook);
  }

  private static String phases(String... steps) {
    var text = new StringBuilder("runbook: r\nphases:\n");
    text.append("  - name: One\n    objective: all\n    expected: 5m\n    steps:\n");
    for (String step : steps) text.append("      - ").append(step).append('\n');
    return text.toString();
  }

  private String runId(CommandLineRun run) {
    return run.out().replaceFirst("(?s).*run ([0-9A-Z]+) is.*", "$1");
  }

  private static final String WHOLE =
      """
      runbook: r
      description: Orders get a state
      variables: {table: orders}
      environments: {big: {table: big_orders}}
      secrets: {token: "env:TOKEN"}
      phases:
        - name: Before
          objective: Everything is ready
          expected: 5m
          steps:
            - name: table
              sql: {text: "CREATE TABLE ${table} (id int PRIMARY KEY, state text); INSERT INTO ${table} SELECT g FROM generate_series(1, 10) g"}
            - name: settings
              preflight: [{name: server-version-is-supported}]
            - name: told
              confirm: Is support told?
          rollback:
            - name: no table
              sql: {text: "DROP TABLE ${table}"}
        - name: Change
          objective: The column is filled
          expected: 5m
          approval: dba
          steps:
            - name: schema
              migrate: {folder: m}
            - name: fill
              sql: {text: "UPDATE ${table} SET state = 'new'", rows: 10}
            - name: index
              sql: {text: "CREATE INDEX CONCURRENTLY by_state ON ${table} (state)", autocommit: true, probe: "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('by_state') AND indisvalid)"}
            - name: a tenth
              flag: {name: order_state, percentage: 10}
            - name: called
              command: {argv: [sh, -c, 'echo "called with $T"'], environment: {T: "${secret:token}"}}
            - name: smoke
              smoke: {insert: "INSERT INTO ${table} VALUES (99, 'new')", verify: "SELECT count(*) FROM ${table} WHERE id = 99", remove: "DELETE FROM ${table} WHERE id = 99"}
            - name: whole
              validate: [{name: table-exists, options: {table: "${table}"}}]
          success:
            - {sql: "SELECT count(*) FROM ${table} WHERE state IS NULL", expect: "0"}
            - {sql: "SELECT count(*) FROM ${table}", expect: ">= 10"}
          rollback:
            - name: nobody
              flag: {name: order_state, percentage: 0}
            - name: empty again
              sql: {text: "UPDATE ${table} SET state = NULL"}
            - name: schema back
              undo: {step: schema, acceptLoss: true}
      rollbacks:
        data-only:
          description: the rows as before, the schema stays
          steps:
            - name: rows
              sql: {text: "UPDATE ${table} SET state = NULL"}
      """;

  @Test
  void runsWaitsGoesOnReportsAndTakesItBack() throws Exception {
    CommandLineRun it =
        cli(WHOLE)
            .file("m/V1__note.sql", "ALTER TABLE big_orders ADD COLUMN note text;")
            .slipway("runbook", "plan", "r.yaml", "--environment", "big");
    assertThat(it.exit()).as(it.err()).isZero();
    assertThat(it.out())
        .contains("1.3      told  [confirm]", "migration V1__note.sql, sha256", "T=${secret:token}")
        .contains("data-only: the rows as before", "takes back: 2 Change, 1 Before")
        .doesNotContain("hunter-two");
    String hash = it.out().strip().replaceFirst("(?s).*plan ", "");

    it.slipway("runbook", "run", "r.yaml", "--environment", "big");
    assertThat(it.exit()).as(it.out() + it.err()).isEqualTo(12);
    assertThat(it.out()).contains("is waiting: 1.3: Is support told?");
    String run = runId(it);
    assertThat(it.slipway("runbook", "approve", run, "1.3").exit()).as(it.err()).isZero();
    assertThat(it.slipway("runbook", "resume", run).exit()).as(it.err()).isEqualTo(12);
    assertThat(it.out()).contains("2.approval");
    assertThat(it.slipway("runbook", "approve", run, "2.approval", "--role", "dba").err())
        .contains("RUNBOOK-28");
    String[] other = {
      "runbook", "approve", run, "2.approval", "--role", "dba", "--plan", "12345678"
    };
    assertThat(it.slipway(other).err()).contains("RUNBOOK-29");
    other[7] = hash.substring(0, 10);
    assertThat(it.slipway(other).exit()).as(it.err()).isZero();

    it.slipway("runbook", "resume", run);
    assertThat(it.exit()).as(it.out() + it.err()).isZero();
    assertThat(it.out()).contains("run " + run + " is completed");
    assertThat(it.err()).contains("called with ***").doesNotContain("hunter-two");
    assertThat(value("SELECT count(*) FROM big_orders WHERE state = 'new'")).isEqualTo("10");
    assertThat(value("SELECT rollout_percentage FROM _migration_feature_flags")).isEqualTo("10");
    assertThat(value("SELECT count(*) FROM _migration_runbook_results WHERE status = 'PASS'"))
        .isEqualTo("4");

    it.slipway("runbook", "report", run);
    assertThat(it.out())
        .contains("## Timeline", "| 2.approval | go | dba | ann |", "UPDATE big_orders", hash)
        .doesNotContain("hunter-two");
    it.slipway("runbook", "report", run, "--format", "json");
    assertThat(it.json()).containsEntry("status", "completed").containsKey("statements");
    assertThat(it.slipway("runbook", "report", run, "--to", "r.html").exit()).isZero();
    assertThat(Files.readString(folder.resolve("r.html")))
        .contains("<svg", "Steps in time")
        .doesNotContain("hunter-two", "http");

    it.slipway("runbook", "rollback", run, "--way", "data-only");
    assertThat(it.exit()).as(it.err()).isZero();
    assertThat(value("SELECT count(*) FROM big_orders WHERE state IS NULL")).isEqualTo("10");
    it.slipway("runbook", "rollback", run);
    assertThat(it.exit()).as(it.out() + it.err()).isZero();
    assertThat(value("SELECT to_regclass('big_orders') IS NULL")).isEqualTo("t");
    assertThat(it.slipway("runbook", "list").out()).contains(run, "rolled_back");
  }

  @Test
  void aFailedStatementLeavesNothingAndTheStepIsDoneOnceItCan() throws Exception {
    execute("CREATE TABLE t (id int UNIQUE)");
    CommandLineRun it =
        cli(phases(
                "{name: one, sql: {text: 'INSERT INTO t VALUES (1)'}}",
                "{name: two, sql: {text: 'INSERT INTO t VALUES (2); INSERT INTO missing VALUES (1)'}}"))
            .slipway("runbook", "run", "r.yaml");
    assertThat(it.exit()).as(it.err()).isEqualTo(10);
    assertThat(it.err()).contains("RUNBOOK-27", "missing", "42P01");
    assertThat(value("SELECT count(*) FROM t")).isEqualTo("1");
    execute("CREATE TABLE missing (id int)");
    assertThat(it.slipway("runbook", "run", "r.yaml").exit()).as(it.err()).isZero();
    assertThat(value("SELECT count(*) FROM t")).isEqualTo("2");
    assertThat(value("SELECT attempt FROM _migration_runbook_steps WHERE step_id = '1.2'"))
        .isEqualTo("2");
  }

  @Test
  void aRunbookThatHasChangedIsRefused() throws Exception {
    CommandLineRun it =
        cli(phases("{name: one, confirm: ok?}")).slipway("runbook", "run", "r.yaml");
    String run = runId(it);
    it.file("r.yaml", phases("{name: one, confirm: really?}")).slipway("runbook", "resume", run);
    assertThat(it.exit()).isEqualTo(6);
    assertThat(it.err()).contains("RUNBOOK-31");
    it.slipway("runbook", "abort", run);
    assertThat(it.out()).contains("is aborted");
    assertThat(it.slipway("runbook", "run", "r.yaml", "--confirm-all").exit()).isZero();
  }

  @Test
  void warningsNeedAPersonAndNoGoStops() throws Exception {
    CommandLineRun it =
        cli(phases(
                "{name: w, check: {sql: SELECT 1, expect: '2', severity: warn}}",
                "{name: c, confirm: ok?}"))
            .slipway("runbook", "run", "r.yaml");
    assertThat(it.exit()).isEqualTo(4);
    assertThat(it.slipway("runbook", "run", "r.yaml", "--accept-warnings").exit()).isEqualTo(12);
    assertThat(value("SELECT accepted_by FROM _migration_runbook_results WHERE accepted_by <> ''"))
        .isEqualTo("ann");
    it.slipway("runbook", "approve", "r", "1.2", "--no-go");
    assertThat(it.slipway("runbook", "resume", "r").err()).contains("ann says no-go");
    assertThat(it.exit()).isEqualTo(4);
  }

  @Test
  void aThresholdCrossedSoOftenInARowTakesItBack() throws Exception {
    execute("CREATE TABLE t (id int)");
    String text =
        phases(
                "{name: one, sql: {text: 'INSERT INTO t VALUES (1)'}}",
                "{name: soak, wait: 5m}",
                "{name: never, sql: {text: 'INSERT INTO t VALUES (2)'}}")
            + """
                rollback:
                  - {name: back, sql: {text: DELETE FROM t}}
            thresholds:
              - {name: rows, limit: "> 0", sql: "SELECT count(*) FROM t", times: 3, every: 50ms, action: rollback}
              - {name: conns, limit: "> 0", measure: connection_usage, every: 1h}
            """;
    CommandLineRun it = cli(text).slipway("runbook", "run", "r.yaml");
    assertThat(it.exit()).as(it.out() + it.err()).isEqualTo(10);
    assertThat(it.err()).contains("RUNBOOK-26", "rows is 1, limit > 0");
    assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    assertThat(
            value(
                "SELECT string_agg(name || ' ' || action, ',' ORDER BY name)"
                    + " FROM _migration_runbook_incidents"))
        .isEqualTo("conns warn,rows rollback");
    assertThat(value("SELECT status FROM _migration_runbook_runs")).isEqualTo("rolled_back");
  }

  @Test
  void aThresholdCancelsWhatRuns() throws Exception {
    String text =
        phases("{name: slow, sql: {text: 'SELECT pg_sleep(300)'}}")
            + "thresholds: [{name: a, limit: '> 0', sql: SELECT 1, every: 100ms, action: abort}]\n";
    CommandLineRun it = cli(text).slipway("runbook", "run", "r.yaml");
    assertThat(it.exit()).as(it.out() + it.err()).isEqualTo(11);
    assertThat(value("SELECT status FROM _migration_runbook_steps")).isEqualTo("interrupted");
  }

  @Test
  void aMissingSecretOrVariableIsSaidBeforeAnythingIsDone() throws Exception {
    String text = phases("{name: one, sql: {text: 'CREATE TABLE t (id int)'}}");
    CommandLineRun it =
        cli(text + "secrets: {a: 'env:NOT_SET'}\n").slipway("runbook", "run", "r.yaml");
    assertThat(it.exit()).isEqualTo(2);
    assertThat(it.err()).contains("RUNBOOK-6", "NOT_SET");
    it.file(
        "r.yaml", phases("{name: one, confirm: 'is ${nmae} told?'}") + "variables: {name: x}\n");
    assertThat(it.slipway("runbook", "check", "r.yaml").out())
        .contains("there is no variable nmae; did you mean name?");
    assertThat(value("SELECT to_regclass('t') IS NULL")).isEqualTo("t");
  }
}
