package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
  private static final String SET_NOT_NULL = "ALTER TABLE orders ALTER COLUMN mail SET NOT NULL;";

  @TempDir Path folder;

  private CommandLineRun project() {
    return CommandLineRun.in(folder)
        .file("migrations/V1__orders.sql", "CREATE TABLE orders (id int PRIMARY KEY, mail text);")
        .file("migrations/V2__not_null.sql", "-- required from now on\n" + SET_NOT_NULL + "\n");
  }

  @Test
  void aFindingShowsItsSourceLineWithACaret() {
    CommandLineRun run = project().slipway("lint", "--no-color");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out())
        .contains("V2__not_null.sql:2:1 error set-not-null-scans-table (blocks)\n")
        .contains("    2 | " + SET_NOT_NULL + "\n      | ^^^")
        .contains("fix: ");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theDocumentHasFindingsAndStatementsAFile() {
    CommandLineRun run = project().slipway("lint", "--format", "json");
    assertThat(run.json()).containsKeys("summary", "files").containsEntry("exitCode", 5L);
    assertThat(run.out())
        .contains(
            "\"rule\" : \"set-not-null-scans-table\"",
            "\"class\" : \"blocks\"",
            "\"severity\" : \"error\"",
            "\"line\" : 2",
            "\"kind\" : \"ALTER TABLE\"",
            "\"relation\" : \"public.orders\"",
            "\"mode\" : \"AccessExclusiveLock\"",
            "\"scans\" : [");
  }

  @Test
  void oneFileIsJudgedAfterThoseBeforeIt() {
    CommandLineRun run = project().slipway("lint", "migrations/V1__orders.sql");
    assertThat(run.exit()).as(run.out()).isZero();
    run.slipway("lint", "migrations/V2__not_null.sql");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out()).contains("in 1 statement in 1 file.");
  }

  @Test
  void standardInputIsReadWithADash() {
    CommandLineRun run =
        CommandLineRun.in(folder).typed("CREATE INDEX i ON orders (id);").slipway("lint", "-");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out()).contains("stdin:1:1 error create-index-blocks-writes");
  }

  @Test
  void whatFailsIsForTheUserToSay() {
    assertThat(project().slipway("lint", "--fail-on", "never").exit()).isZero();
    CommandLineRun wrong = project().slipway("lint", "--fail-on", "nonsense");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("`nonsense`, from --fail-on");
  }

  @Test
  void anIgnoreWithAReasonSilences() {
    CommandLineRun run =
        project()
            .file(
                "migrations/V2__not_null.sql",
                "-- slipway:ignore set-not-null-scans-table the table has ten rows\n"
                    + SET_NOT_NULL);
    assertThat(run.slipway("lint").out()).doesNotContain("set-not-null-scans-table (blocks)");
  }

  @Test
  void brokenSqlIsAFindingNotACrash() {
    CommandLineRun run = CommandLineRun.in(folder).typed("SELEC 1; SELECT 2;").slipway("lint", "-");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out()).contains("stdin:1:1 error").contains("2 statements");
  }

  @Test
  void aShellScriptIsLookedThroughForTraps() {
    CommandLineRun run =
        CommandLineRun.in(folder)
            .file("run.sh", "set -e\npsql \"$DATABASE_URL\" -c \"BEGIN;\"\n")
            .slipway("lint", "run.sh", "--fail-on", "warning");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out()).contains("run.sh:2:1 warning psql-begin-in-its-own-process");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    CommandLineRun run = CommandLineRun.in(folder).slipway("lint", "nowhere.sql");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("there is no file nowhere.sql");
  }

  @Test
  void aPlanWithoutADatabaseReplaysTheFolder() {
    CommandLineRun run = project().slipway("plan", "--server-version", "15");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("Plan for 2", "PostgreSQL 15", "NOT VALID");
    assertThat(run.slipway("plan", "1").out()).contains("CREATE TABLE orders");
    assertThat(run.slipway("plan", "--format", "sql").out()).contains("\\set ON_ERROR_STOP on");
    assertThat(run.slipway("plan", "--format", "json").json()).containsKey("plans");
  }

  @Test
  void aMissingIncludeHidesNothingElse() {
    CommandLineRun run =
        CommandLineRun.in(folder)
            .file("m/V1__x.sql", "SELECT 1;\n  \\i gone.sql\nDROP TABLE c;\n")
            .file("m/V2__y.sql", "CREATE INDEX i ON a (b);\n")
            .slipway("lint", "m");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out())
        .contains("m/V1__x.sql:2:3 error psql-command-refused")
        .contains("names a file that is not there: gone.sql")
        .contains("m/V1__x.sql:3:1 warning drop-table-loses-data")
        .contains("m/V2__y.sql:1:1 error create-index-blocks-writes");
  }

  @Test
  void fixWritesWhatBlocksAnewAndLeavesTheRest() throws IOException {
    String sql =
        """
        -- a table first
        CREATE TABLE a (id int, b int);
        ALTER TABLE orders ALTER COLUMN mail SET NOT NULL;
        ALTER TABLE orders ALTER COLUMN id TYPE bigint;
        """;
    CommandLineRun project =
        CommandLineRun.in(folder)
            .file(
                "migrations/0001_orders.sql",
                "CREATE TABLE orders (id int PRIMARY KEY, mail text);")
            .file("migrations/0002_more.sql", sql);
    CommandLineRun diff = project.slipway("lint", "--diff", "migrations/0002_more.sql");
    assertThat(diff.exit()).as(diff.err()).isZero();
    assertThat(diff.out())
        .startsWith("--- a/migrations/0002_more.sql\n+++ b/migrations/0002_more.sql\n@@ -1,4 +1,")
        .contains("-ALTER TABLE orders ALTER COLUMN mail SET NOT NULL;\n+ALTER TABLE")
        .contains("# migrations/0002_more.sql:4 is left: it takes dual-write");
    assertThat(folder.resolve("migrations/0002_more.sql")).content().isEqualTo(sql);
    CommandLineRun fix = project.slipway("lint", "--fix", "migrations/0002_more.sql");
    assertThat(fix.out())
        .contains("migrations/0002_more.sql:3 written anew", "1 statement written anew.");
    assertThat(folder.resolve("migrations/0002_more.sql"))
        .content()
        .startsWith("-- a table first\nCREATE TABLE a (id int, b int);\nALTER TABLE")
        .contains("NOT VALID;", "VALIDATE CONSTRAINT")
        .endsWith(";\nALTER TABLE orders ALTER COLUMN id TYPE bigint;\n");
    CommandLineRun again = project.slipway("lint", "migrations/0002_more.sql");
    assertThat(again.out()).doesNotContain("set-not-null-scans-table");
  }
}
