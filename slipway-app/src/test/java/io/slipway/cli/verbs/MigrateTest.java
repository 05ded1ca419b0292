package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verbs against a real server, as a user strings them together. */
class MigrateTest extends OnServer {
  private CommandLineRun project() {
    return CommandLineRun.in(folder)
        .with("DATABASE_URL", uri())
        .file(
            "migrations/V1__orders.sql",
            """
            CREATE TABLE orders (id bigint PRIMARY KEY, mail text NOT NULL);
            INSERT INTO orders SELECT n, 'm' || n FROM generate_series(1, 20000) AS n;
            """);
  }

  private CommandLineRun migrated() {
    CommandLineRun run = project().slipway("migrate");
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  @Test
  void aPendingMigrationIsSeenRunAndRemembered() throws SQLException {
    CommandLineRun run = project();
    assertThat(run.slipway("status", "--exit-code").exit()).isEqualTo(3);
    assertThat(run.out()).contains("orders", "pending", "1 pending.");
    assertThat(tables()).as("status installs nothing").isZero();
    assertThat(run.slipway("migrate").exit()).isZero();
    assertThat(run.out()).contains("1 orders: complete").hasLineCount(1);
    assertThat(run.err()).contains("starting 1");
    assertThat(run.slipway("status", "--exit-code").exit()).isZero();
    assertThat(run.out()).contains("applied", "Nothing is pending.");
    assertThat(run.slipway("up").out()).isEqualTo("Nothing is pending.\n");
  }

  @Test
  void aDryRunSaysThePlanAndChangesNothing() throws SQLException {
    CommandLineRun run = project().slipway("migrate", "--dry-run", "--exit-code");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out()).contains("Plan for 1", "CREATE TABLE orders");
    assertThat(tables()).isZero();
  }

  @Test
  void aRenameWaitsForTheDeploymentAndGoesOn() {
    CommandLineRun run = migrated();
    run.file("migrations/V2__rename.sql", "ALTER TABLE orders RENAME COLUMN mail TO email;");
    assertThat(run.slipway("migrate", "--format", "json").exit()).isEqualTo(12);
    assertThat(run.json()).containsEntry("success", true);
    assertThat(run.out()).contains("\"status\" : \"waiting\"", "\"version\" : \"2\"");
    assertThat(run.slipway("status").out()).contains("waiting (run ");
    assertThat(run.slipway("progress").out()).contains("fill public.orders.email", "20000");
    assertThat(run.slipway("deployed", "2").exit()).isZero();
    assertThat(run.slipway("migrate").exit()).isZero();
    assertThat(run.slipway("status").out()).contains("Deployed application: 2");
  }

  @Test
  void aFailedStatementLeavesNothingAndSaysWhatToDo() {
    CommandLineRun run = migrated();
    run.file("migrations/V2__bad.sql", "CREATE TABLE orders (a int);");
    run.slipway("migrate", "--format", "json");
    assertThat(run.exit()).isEqualTo(10);
    assertThat(run.json().get("error")).asString().contains("sqlState=42P07", "hint=");
    assertThat(run.err()).contains("slipway");
  }

  @Test
  void aCorrectedFileIsPlannedAnewIfNothingOfItWasDone() {
    CommandLineRun run = migrated();
    run.file("migrations/V2__a.sql", "ALTER TABLE nosuch ADD COLUMN a int;");
    assertThat(run.slipway("migrate").exit()).isEqualTo(10);
    run.file("migrations/V2__a.sql", "ALTER TABLE orders ADD COLUMN a int;");
    assertThat(run.slipway("migrate").exit()).as(run.err()).isZero();
  }

  @Test
  void anAppliedFileThatChangedIsRefused() {
    CommandLineRun run = migrated();
    run.file("migrations/V1__orders.sql", "CREATE TABLE orders (id int);");
    assertThat(run.slipway("migrate").exit()).isEqualTo(4);
    assertThat(run.err()).contains("V1__orders.sql", "has changed since it was applied");
    assertThat(run.slipway("status").out()).contains("changed");
  }

  @Test
  void commentsMayChangeAfterwards() {
    CommandLineRun run = migrated();
    run.file(
        "migrations/V1__orders.sql",
        """
        -- licence
        create table orders (id bigint primary key, mail text not null);
        INSERT INTO orders SELECT n, 'm' || n FROM generate_series(1, 20000) AS n;
        """);
    assertThat(run.slipway("migrate").exit()).as(run.err()).isZero();
  }

  @Test
  void aLateMigrationIsRunOnlyWhenAskedFor() {
    CommandLineRun run = migrated().file("migrations/V3__c.sql", "CREATE TABLE c (id int);");
    assertThat(run.slipway("migrate").exit()).isZero();
    run.file("migrations/V2__b.sql", "CREATE TABLE b (id int);");
    assertThat(run.slipway("migrate").exit()).isEqualTo(4);
    assertThat(run.err()).contains("--out-of-order");
    assertThat(run.slipway("migrate", "--out-of-order").exit()).isZero();
    assertThat(run.slipway("status").out()).contains("Nothing is pending.");
  }

  @Test
  void aRepeatableMigrationRunsAgainWhenItsStatementsChange() {
    CommandLineRun run = migrated();
    run.file("migrations/R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM orders;");
    assertThat(run.slipway("migrate").out()).contains("repeatable v: complete");
    assertThat(run.slipway("migrate").out()).isEqualTo("Nothing is pending.\n");
    run.file("migrations/R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT id, mail FROM orders;");
    assertThat(run.slipway("migrate").out()).contains("repeatable v: complete in");
  }

  @Test
  void rollbackTakesTheLatestRunBack() throws SQLException {
    CommandLineRun run = migrated().file("migrations/V2__c.sql", "CREATE TABLE c (id int);");
    assertThat(run.slipway("migrate").exit()).isZero();
    assertThat(run.slipway("down", "--accept-loss").exit()).as(run.err()).isZero();
    assertThat(number("SELECT count(*) FROM pg_class WHERE relname = 'c'")).isZero();
    assertThat(run.slipway("status").out()).contains("1 pending.");
  }

  @Test
  void eventsComeOneALineAndTheDocumentLast() {
    CommandLineRun run = project().slipway("migrate", "--format", "ndjson");
    List<String> lines = run.out().lines().toList();
    assertThat(lines.getFirst()).startsWith("{\"type\":\"run-started\"");
    assertThat(lines.getLast()).startsWith("{\"type\":\"result\"").contains("\"exitCode\":0");
    assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
  }

  @Test
  void aDatabaseThatIsNotThereIsRetryableOrUsage() {
    CommandLineRun run =
        project().with("DATABASE_URL", "postgresql://postgres@127.0.0.1:1/nowhere");
    assertThat(run.slipway("status", "--format", "json").exit()).isEqualTo(75);
    assertThat(run.json()).containsEntry("success", false);
    run.with("DATABASE_URL", uri("nosuch"));
    assertThat(run.slipway("status").exit()).isEqualTo(2);
  }

  @Test
  void pausingNothingSaysSo() {
    CommandLineRun run = migrated().slipway("pause");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("no run is under way");
  }

  @Test
  void lintKnowsTheSizesOfALiveDatabase() throws SQLException {
    CommandLineRun run = migrated();
    execute("ANALYZE");
    run.file("migrations/V2__type.sql", "ALTER TABLE orders ALTER COLUMN mail TYPE varchar(9);");
    run.slipway("lint", "--format", "json");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out()).contains("\"rows\" : 20000");
    assertThat(run.json().get("summary")).asString().contains("files=1");
  }

  @Test
  void aSnapshotJudgesWithTheRealSizesAndNoDatabase() throws Exception {
    migrated();
    execute("ANALYZE");
    CommandLineRun taken = project().slipway("snapshot", "-o", "db/shop.json");
    assertThat(taken.exit()).as(taken.err()).isZero();
    assertThat(folder.resolve("db/shop.json")).content().doesNotContain("m123").contains("orders");
    CommandLineRun judged =
        CommandLineRun.in(folder)
            .file("migrations/V2__mail.sql", "ALTER TABLE orders ADD UNIQUE (mail);")
            .slipway("lint", "--snapshot", "db/shop.json", "migrations/V2__mail.sql");
    assertThat(judged.exit()).isEqualTo(5);
    assertThat(judged.out()).contains("about 20,000 rows");
    CommandLineRun broken =
        CommandLineRun.in(folder)
            .file("db/shop.json", "{\"slipwaySnapshot\": 2}")
            .slipway("lint", "--snapshot", "db/shop.json", "migrations/V2__mail.sql");
    assertThat(broken.exit()).isEqualTo(2);
    assertThat(broken.err()).contains("db/shop.json is no snapshot");
  }

  @Test
  void aFileIsJudgedAgainstTheDatabaseThatHasThoseBeforeIt() {
    migrated();
    CommandLineRun both =
        project()
            .file("migrations/V2__note.sql", "ALTER TABLE orders ADD COLUMN note text;")
            .slipway("lint", "--no-color", "migrations/V2__note.sql", "migrations/V1__orders.sql");
    assertThat(both.exit()).as(both.out()).isZero();
    assertThat(both.out()).doesNotContain("name-is-taken").contains("1 statement in 1 file");
    CommandLineRun wrong =
        project()
            .file("migrations/V2__note.sql", "ALTER TABLE orders ADD COLUMN mail text;")
            .slipway("lint", "--no-color", "migrations/V2__note.sql");
    assertThat(wrong.out()).contains("name-is-taken");
  }

  @Test
  void lintAndExplainNameTheQueriesThatWouldWait() throws Exception {
    migrated();
    execute("CREATE EXTENSION pg_stat_statements");
    for (int i = 0; i < 3; i++) execute("SELECT mail FROM orders WHERE id = " + i);
    execute("UPDATE orders SET mail = 'x' WHERE id = 1");
    CommandLineRun run =
        project().file("migrations/V2__mail.sql", "CREATE INDEX ON orders (mail);").slipway("lint");
    assertThat(run.out())
        .contains("waits: UPDATE orders SET mail = $1 WHERE id = $2 (1 calls")
        .doesNotContain("waits: SELECT mail");
    execute("ANALYZE orders");
    CommandLineRun slow = project().slipway("explain", "ALTER TABLE orders ADD UNIQUE (mail)");
    assertThat(slow.out()).containsPattern("As written they wait for about \\d+ ?ms");
    CommandLineRun explained = project().slipway("explain", "DROP TABLE orders");
    assertThat(explained.out()).contains("waits: SELECT mail FROM orders WHERE id = $1 (3 calls");
  }

  private long tables() throws SQLException {
    return number("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace");
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = connect();
        var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
