package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the rows say before anything has run. */
class ForesightTest extends OnServer {
  private CommandLineRun pending(String statement) throws SQLException {
    execute(
        """
        CREATE TABLE goods (id int PRIMARY KEY, code varchar(20), price numeric(12,4), place text,
          shelf int);
        CREATE TABLE shelves (id int PRIMARY KEY);
        INSERT INTO shelves SELECT generate_series(1, 10);
        INSERT INTO goods
          SELECT n, 'c' || n, n + 0.25, 'p' || n % 1000, n % 10 + 1
            FROM generate_series(1, 20000) AS n;
        ANALYZE goods;
        """);
    return CommandLineRun.in(folder)
        .with("DATABASE_URL", uri())
        .file("migrations/V1__change.sql", statement);
  }

  private void refused(CommandLineRun run, String... said) throws SQLException {
    assertThat(run.slipway("plan").out()).contains(said).contains("will fail: ");
    assertThat(run.slipway("migrate").exit()).isEqualTo(4);
    assertThat(run.err()).contains(said).contains("FORESIGHT-1", "Nothing has run.");
    assertThat(value("SELECT to_regclass('_migration_runs')")).isNull();
  }

  @Test
  void aTextThatIsTooLongIsNotCut() throws SQLException {
    CommandLineRun run = pending("ALTER TABLE goods ALTER COLUMN code TYPE varchar(8);");
    execute("UPDATE goods SET code = 'much too long' WHERE id IN (7, 9)");
    execute("UPDATE goods SET code = 'blanks      ' WHERE id = 8");
    refused(run, "{\"id\":7}; {\"id\":9}");
    execute("UPDATE goods SET code = 'short' WHERE id IN (7, 9)");
    assertThat(run.slipway("migrate").exit()).as(run.err()).isZero();
    assertThat(value("SELECT code || '|' FROM goods WHERE id = 8")).isEqualTo("blanks  |");
  }

  @Test
  void aValueThatDoesNotConvertIsTold() throws SQLException {
    CommandLineRun run = pending("ALTER TABLE goods ALTER COLUMN place TYPE int USING place::int;");
    refused(run, "invalid input syntax for type integer: \"p");
  }

  @Test
  void rowsAgainstANewConstraintAreNamed() throws SQLException {
    CommandLineRun run =
        pending("ALTER TABLE goods ADD FOREIGN KEY (shelf) REFERENCES shelves (id);");
    execute("UPDATE goods SET shelf = 77 WHERE id = 12");
    refused(run, "77");
    execute("UPDATE goods SET shelf = 7 WHERE id = 12");
    assertThat(run.slipway("plan").out()).doesNotContain("will fail: ");
    assertThat(run.slipway("migrate").exit()).as(run.err()).isZero();
  }

  @Test
  void nullsAreNamedUnlessTheMigrationFillsThem() throws SQLException {
    CommandLineRun run = pending("ALTER TABLE goods ALTER COLUMN place SET NOT NULL;");
    execute("UPDATE goods SET place = NULL WHERE id = 3");
    refused(run, "{\"id\":3}");
    run.file(
        "migrations/V1__change.sql",
        "UPDATE goods SET place = '' WHERE place IS NULL;\n"
            + "ALTER TABLE goods ALTER COLUMN place SET NOT NULL;");
    assertThat(run.slipway("migrate").exit()).as(run.err()).isZero();
  }

  @Test
  void whatARollbackWouldChangeIsSaid() throws SQLException {
    CommandLineRun run = pending("ALTER TABLE goods ALTER COLUMN price TYPE numeric(12,1);");
    assertThat(run.slipway("plan").out())
        .containsPattern(
            "rollback: \\S+ taken back would leave other values than now: \\{\"id\":1,")
        .contains("\"now\":1.2500,\"back\":1.3000}");
    assertThat(run.slipway("plan", "--format", "json").out())
        .contains("\"kind\" : \"changed-by-rollback\"");
    run.file("migrations/V1__change.sql", "ALTER TABLE goods ALTER COLUMN shelf TYPE bigint;");
    assertThat(run.slipway("plan").out()).doesNotContain("== seen");
  }

  @Test
  void whatTakesTooLongIsAskedOfASample() throws SQLException {
    CommandLineRun run =
        pending("ALTER TABLE wide ALTER COLUMN place TYPE int USING slowly(place);");
    execute(
        """
        CREATE TABLE wide (id int PRIMARY KEY, place text) WITH (fillfactor = 10);
        INSERT INTO wide SELECT n, n::text FROM generate_series(1, 20000) AS n;
        CREATE FUNCTION slowly(text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
          PERFORM pg_sleep(0.001);
          RETURN CASE WHEN $1::int <= 4000 THEN $1::int END; END $$;
        """);
    assertThat(run.slipway("plan").out()).contains("will fail: ", "(in about 1 % of the table)");
  }
}
