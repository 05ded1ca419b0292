package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb, with scripts in the place of PostgreSQL's programs. */
class BackupTest {
  @TempDir Path folder;

  @Test
  void isMadeListedVerifiedAndRemoved() throws SQLException {
    try (var server = EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), 18, Map.of())) {
      CommandLineRun run =
          CommandLineRun.in(folder)
              .with("DATABASE_URL", server.uri("postgres"))
              .with("SLIPWAY_PG_BIN", "bin")
              .file(
                  "bin/pg_dump",
                  """
                  #!/bin/sh
                  case "$*" in *--version*) echo 'pg_dump (PostgreSQL) 18.0'; exit 0;; esac
                  for a in "$@"; do case "$a" in --file=*) echo "$PGDATABASE $*" > "${a#--file=}";; esac; done
                  """)
              .file("bin/pg_restore", "#!/bin/sh\necho '1; 2 3 TABLE public t'\n");
      for (String name : new String[] {"pg_dump", "pg_restore"}) {
        assertThat(folder.resolve("bin").resolve(name).toFile().setExecutable(true)).isTrue();
      }
      assertThat(run.slipway("backup", "--list").exit()).isEqualTo(2);
      assertThat(run.err()).contains("no backup is recorded yet");
      assertThat(run.slipway("backup", "--to", "a.dump", "--keep", "7").exit())
          .as(run.err())
          .isZero();
      assertThat(run.out()).contains("full", "a.dump", "Made and read back.");
      assertThat(folder.resolve("a.dump")).content().contains("postgres --no-password");
      // Looking installs nothing, not even what a newer Slipway has added.
      try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
          Statement sql = connection.createStatement()) {
        sql.execute("DELETE FROM _migration_state WHERE version > 1");
        assertThat(run.slipway("backup", "--list", "--format", "json").exit()).isZero();
        try (ResultSet rows = sql.executeQuery("SELECT max(version) FROM _migration_state")) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getInt(1)).isEqualTo(1);
        }
      }
      assertThat(run.json().get("backups")).asString().contains("id=1, kind=full", "sha256=");
      assertThat(run.slipway("backup", "--verify", "1").out()).contains("Whole.");
      run.file("a.dump", "other");
      assertThat(run.slipway("backup", "--verify", "1").exit()).isEqualTo(4);
      assertThat(run.err()).contains("BACKUP-6");
      assertThat(run.slipway("backup", "--remove", "1").exit()).isZero();
      assertThat(folder.resolve("a.dump")).doesNotExist();
      assertThat(run.slipway("backup", "--verify", "1").exit()).isEqualTo(2);
      assertThat(run.slipway("backup", "--schema-only", "--table", "t").exit()).isEqualTo(2);
      assertThat(run.slipway("backup", "--jobs", "0").exit()).isEqualTo(2);
    }
  }
}
