package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  @TempDir Path folder;

  @Test
  void versionsThatDoItAlikeStandTogether() {
    CommandLineRun run =
        CommandLineRun.in(folder)
            .file("migrations/V1__t.sql", "CREATE TABLE t (a int, b int UNIQUE);")
            .slipway("explain", "ALTER TABLE t ADD CONSTRAINT k NOT NULL a NOT VALID");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("PostgreSQL 14 to 17", "SQLSTATE 42601", "PostgreSQL 18")
        .contains("public.t  ACCESS EXCLUSIVE  everybody, SELECT too");
  }

  @Test
  void theSchemaIsThatOfTheMigrations() {
    CommandLineRun run =
        CommandLineRun.in(folder)
            .file("migrations/V1__t.sql", "CREATE TABLE t (a varchar(10));")
            .slipway("explain", "--format", "json", "ALTER TABLE t ALTER a TYPE text");
    assertThat(run.out()).contains("\"rewrites\" : [ ]", "\"AccessExclusiveLock\"");
  }

  @Test
  void whatDoesNotRunIsSaidSo() {
    CommandLineRun run = CommandLineRun.in(folder).slipway("explain", "selct", "1");
    assertThat(run.out()).contains("syntax error", "It does not run as written");
  }
}
