package io.slipway.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the machine's own pg_dump where there is one, and with scripts that play a broken one. */
class DumpsTest {
  @TempDir Path folder;

  private static void assumePgDumpFor(int major) {
    int installed = 0;
    try {
      installed = PostgresTools.in(null, System.getenv("PATH")).major();
    } catch (RuntimeException e) {
      // none
    }
    assumeTrue(installed >= major, "needs pg_dump of " + major + " or newer; found " + installed);
  }

  @Test
  void isMadeReadBackDrilledAndRemoved() {
    assumePgDumpFor(14);
    try (var fresh = TestPostgres.fresh(14)) {
      fresh.execute("CREATE TABLE t AS SELECT n FROM generate_series(1, 1000) AS n");
      Dumps dumps = real(fresh);
      Backup full = dumps.make(request(DumpRequest.Kind.FULL, "full.dump", false));
      assertThat(full.kind()).isEqualTo("full");
      assertThat(full.sha256()).hasSize(64);
      assertThat(full.bytes()).isPositive();
      assertThat(full.verifiedAt()).isNotNull();
      Dumps.Drill drill = dumps.drill(full.id());
      assertThat(drill.tables()).as("without ours: they came after").isEqualTo(1);
      assertThat(fresh.query("SELECT datname FROM pg_database WHERE datname ~ '^slipway_drill'"))
          .isEmpty();
      Backup schema = dumps.make(request(DumpRequest.Kind.SCHEMA, "schema.dump", false));
      Backup parallel = dumps.make(request(DumpRequest.Kind.FULL, "full.dir", true));
      assertThat(parallel.location()).isDirectory();
      assertThat(dumps.verify(parallel.id()).sha256()).isEqualTo(parallel.sha256());
      assertThat(dumps.all())
          .extracting(Backup::id)
          .containsExactly(full.id(), schema.id(), parallel.id());
      assertThatThrownBy(() -> dumps.make(request(DumpRequest.Kind.FULL, "full.dump", false)))
          .hasMessageStartingWith("BACKUP-3");
      dumps.remove(parallel.id());
      assertThat(parallel.location()).doesNotExist();
      assertThat(dumps.removeExpired()).isEmpty();
      Dumps later = dumps(fresh, null, InstantSource.fixed(Instant.now().plus(Duration.ofDays(8))));
      assertThat(later.removeExpired()).hasSize(2);
      assertThat(full.location()).doesNotExist();
      assertThat(dumps.all()).isEmpty();
    }
  }

  @Test
  void oneThatHasChangedNoLongerCounts() throws IOException {
    assumePgDumpFor(14);
    try (var fresh = TestPostgres.fresh(14)) {
      fresh.execute("CREATE TABLE t AS SELECT 1 AS n");
      Dumps dumps = real(fresh);
      DumpRequest one =
          new DumpRequest(
              DumpRequest.Kind.TABLES,
              List.of("t"),
              folder.resolve("t.dump"),
              false,
              1,
              Duration.ZERO);
      Backup backup = dumps.make(one);
      assertThat(backup.expiresAt()).isNull();
      Files.writeString(backup.location(), "x", StandardOpenOption.APPEND);
      assertThatThrownBy(() -> dumps.drill(backup.id()))
          .hasMessageStartingWith("BACKUP-6")
          .hasMessageContaining("SHA-256");
      assertThat(dumps.all().getFirst().verifiedAt()).isNull();
      Files.delete(backup.location());
      assertThatThrownBy(() -> dumps.verify(backup.id())).hasMessageContaining("is gone");
    }
  }

  /** The real one of this machine where it is older; else the script below has to do. */
  @Test
  void aClientOlderThanTheServerIsRefused() throws IOException {
    program("pg_dump", "echo 'pg_dump (PostgreSQL) 17.4 (Debian 17.4-1)'");
    try (var fresh = TestPostgres.fresh(18)) {
      assertThatThrownBy(() -> scripted(fresh).make(request(DumpRequest.Kind.FULL, "a", false)))
          .hasMessageStartingWith("BACKUP-4 pg_dump is of PostgreSQL 17 and the server of 18");
      assertThat(folder.resolve("a")).doesNotExist();
      assertThatThrownBy(() -> scripted(fresh).all()).hasMessageContaining("slipway backup");
    }
  }

  /** What pg_dump wrote is no archive: a pipe to wc would have counted its lines. */
  @Test
  void anArchiveThatCannotBeReadIsNotEntered() throws IOException {
    program(
        "pg_dump",
        """
        case "$*" in *--version*) echo 'pg_dump (PostgreSQL) 18.0'; exit 0;; esac
        for a in "$@"; do case "$a" in --file=*) echo junk > "${a#--file=}";; esac; done""");
    program("pg_restore", "echo '1; 2 3 TABLE t'; echo 'input file is too short'; exit 1");
    try (var fresh = TestPostgres.fresh(18)) {
      assertThatThrownBy(() -> scripted(fresh).make(request(DumpRequest.Kind.FULL, "a", false)))
          .hasMessageStartingWith("BACKUP-6")
          .hasMessageContaining("ended with 1");
      assertThat(folder.resolve("a")).doesNotExist();
      program("pg_restore", "exit 0");
      assertThatThrownBy(() -> scripted(fresh).make(request(DumpRequest.Kind.FULL, "a", false)))
          .hasMessageStartingWith("BACKUP-6");
    }
  }

  @Test
  void aDumpThatFailsLeavesNothing() throws IOException {
    program(
        "pg_dump",
        """
        case "$*" in *--version*) echo 'pg_dump (PostgreSQL) 18.0'; exit 0;; esac
        for a in "$@"; do case "$a" in --file=*) echo half > "${a#--file=}";; esac; done
        echo 'no space left on device'; exit 3""");
    try (var fresh = TestPostgres.fresh(18)) {
      assertThatThrownBy(() -> scripted(fresh).make(request(DumpRequest.Kind.FULL, "a", false)))
          .hasMessageStartingWith("BACKUP-5 pg_dump ended with 3")
          .hasMessageContaining("no space left");
      assertThat(folder.resolve("a")).doesNotExist();
    }
  }

  @Test
  void noProgramAtAll() {
    try (var fresh = TestPostgres.fresh(18)) {
      assertThatThrownBy(() -> scripted(fresh).make(request(DumpRequest.Kind.FULL, "a", false)))
          .hasMessageStartingWith("BACKUP-1")
          .hasMessageContaining("--pg-bin");
    }
  }

  private void program(String name, String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path file = bin.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private DumpRequest request(DumpRequest.Kind kind, String name, boolean directory) {
    return new DumpRequest(
        kind, List.of(), folder.resolve(name), directory, directory ? 2 : 1, Duration.ofDays(7));
  }

  private Dumps real(TestPostgres.Database on) {
    return dumps(on, null, InstantSource.system());
  }

  private Dumps scripted(TestPostgres.Database on) {
    return dumps(on, folder.resolve("bin"), InstantSource.system());
  }

  private static Dumps dumps(
      TestPostgres.Database on, @org.jspecify.annotations.Nullable Path bin, InstantSource clock) {
    Database database = Database.at(DatabaseUrl.parse(on.uri(), Map.of()));
    return new Dumps(database, null, PostgresTools.in(bin, System.getenv("PATH")), clock);
  }
}
