package io.slipway.backup;

import io.slipway.backup.PostgresTools.Said;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Identifier;
import io.slipway.state.StateSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes, reads back, drills and removes archives of one database. */
public final class Dumps {
  private final Database database;
  private final @Nullable String stateSchema;
  private final PostgresTools tools;
  private final InstantSource clock;

  public Dumps(
      Database database, @Nullable String stateSchema, PostgresTools tools, InstantSource clock) {
    this.database = database;
    this.stateSchema = stateSchema;
    this.tools = tools;
    this.clock = clock;
  }

  /**
   * Dumps, reads the archive back, and only then enters it. An archive that is not whole is
   * removed.
   *
   * @throws SlipwayException if pg_dump is older than the server, or anything else is amiss
   */
  public Backup make(DumpRequest request) {
    refuseOlderClient();
    Path location = request.location().toAbsolutePath().normalize();
    if (Files.exists(location)) {
      throw problem("BACKUP-3", Kind.USAGE, location + " is there already", "Name another.");
    }
    Said said = tools.run("pg_dump", arguments(request, location), database.url());
    if (said.exit() != 0) {
      ArchiveFiles.delete(location);
      throw problem(
          "BACKUP-5",
          Kind.FAILED_CLEAN,
          "pg_dump ended with " + said.exit(),
          "It said: " + tail(said.text()));
    }
    try {
      readBack(location);
    } catch (SlipwayException e) {
      ArchiveFiles.delete(location);
      throw e;
    }
    Instant expires = request.keep().isZero() ? null : clock.instant().plus(request.keep());
    long bytes = ArchiveFiles.bytes(location);
    String sha256 = ArchiveFiles.sha256(location);
    return withBackups(true, it -> it.add(request.kind().text(), location, bytes, sha256, expires));
  }

  /** A client that is older than the server cannot know all that is in it. */
  private void refuseOlderClient() {
    int client = tools.major();
    int server;
    try (Sql sql = database.connect("-", "backup")) {
      server =
          sql.one(
              "SELECT current_setting('server_version_num')::int / 10000",
              row -> (int) row.number(1));
    }
    if (client >= server) return;
    throw problem(
        "BACKUP-4",
        Kind.USAGE,
        "pg_dump is of PostgreSQL " + client + " and the server of " + server,
        "Install the client programs of " + server + ", or name their folder: --pg-bin DIR");
  }

  private static List<String> arguments(DumpRequest request, Path location) {
    List<String> arguments = new ArrayList<>(List.of("--no-password", "--lock-wait-timeout=10s"));
    arguments.add(request.directory() ? "--format=directory" : "--format=custom");
    arguments.add("--file=" + location);
    if (request.directory()) arguments.add("--jobs=" + request.jobs());
    if (request.kind() == DumpRequest.Kind.SCHEMA) arguments.add("--schema-only");
    request.tables().forEach(it -> arguments.add("--table=" + it));
    return arguments;
  }

  /** By pg_restore --list, whose exit code counts; a pipe behind it would hide that. */
  private void readBack(Path location) {
    Said said = tools.run("pg_restore", List.of("--list", location.toString()), null);
    boolean hasEntries = said.text().lines().anyMatch(it -> it.matches("\\d+; .*"));
    if (said.exit() == 0 && hasEntries) return;
    throw problem(
        "BACKUP-6",
        Kind.VALIDATION,
        "the archive " + location + " cannot be read back",
        "pg_restore --list ended with " + said.exit() + ": " + tail(said.text()));
  }

  public List<Backup> all() {
    return withBackups(false, Backups::all);
  }

  /**
   * @throws SlipwayException if the archive is gone, has changed, or cannot be read
   */
  public Backup verify(long id) {
    Backup backup = find(id);
    try {
      if (!Files.exists(backup.location())) {
        throw problem("BACKUP-6", Kind.VALIDATION, backup.location() + " is gone", "Make another.");
      }
      if (!ArchiveFiles.sha256(backup.location()).equals(backup.sha256())) {
        throw problem(
            "BACKUP-6",
            Kind.VALIDATION,
            backup.location() + " is not what it was: its SHA-256 is another",
            "Make another, and find out who writes there.");
      }
      readBack(backup.location());
    } catch (SlipwayException e) {
      withBackups(false, it -> marked(it, id, false));
      throw e;
    }
    return withBackups(false, it -> marked(it, id, true));
  }

  private static Backup marked(Backups backups, long id, boolean good) {
    backups.verified(id, good);
    return backups.find(id).orElseThrow();
  }

  /**
   * What a drill showed.
   *
   * @param tables how many the scratch database had
   */
  public record Drill(Backup backup, long tables, long millis) {}

  /**
   * Restores into a database of its own on the same server, which is dropped whatever happens.
   * Owners and grants are left out.
   */
  public Drill drill(long id) {
    Backup backup = verify(id);
    String scratch = "slipway_drill_" + id + "_" + clock.instant().toEpochMilli();
    long begun = System.nanoTime();
    try (Sql admin = database.connect("-", "drill")) {
      admin.execute("CREATE DATABASE " + Identifier.quote(scratch) + " TEMPLATE template0");
      try {
        long tables = restored(backup, scratch);
        return new Drill(backup, tables, (System.nanoTime() - begun) / 1_000_000);
      } finally {
        admin.execute("DROP DATABASE " + Identifier.quote(scratch) + " WITH (FORCE)");
      }
    }
  }

  private long restored(Backup backup, String scratch) {
    List<String> arguments =
        List.of(
            "--no-password",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            "--dbname=" + scratch,
            backup.location().toString());
    Said said = tools.run("pg_restore", arguments, database.url().withDatabase(scratch));
    if (said.exit() != 0) {
      throw problem(
          "BACKUP-7",
          Kind.VALIDATION,
          "backup " + backup.id() + " cannot be restored",
          "pg_restore ended with " + said.exit() + ": " + tail(said.text()));
    }
    Database restored = Database.at(database.url().withDatabase(scratch));
    try (Sql sql = restored.connect("-", "drill")) {
      return sql.one(
          """
          SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p')
             AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')""",
          row -> row.number(1));
    }
  }

  /** Archive and row. */
  public Backup remove(long id) {
    Backup backup = find(id);
    ArchiveFiles.delete(backup.location());
    withBackups(
        false,
        it -> {
          it.remove(id);
          return id;
        });
    return backup;
  }

  /** All whose time to be kept is over. */
  public List<Backup> removeExpired() {
    Instant now = clock.instant();
    return all().stream()
        .filter(it -> it.expiresAt() != null && it.expiresAt().isBefore(now))
        .map(it -> remove(it.id()))
        .toList();
  }

  private Backup find(long id) {
    return withBackups(false, it -> it.find(id))
        .orElseThrow(
            () ->
                problem(
                    "BACKUP-8",
                    Kind.USAGE,
                    "there is no backup " + id,
                    "See: slipway backup --list"));
  }

  private <T> T withBackups(boolean install, Function<Backups, T> work) {
    try (Sql sql = database.connect("-", "backup")) {
      StateSchema schema = StateSchema.of(sql, stateSchema);
      if (schema.installed(sql) == 0 && !install) {
        throw problem(
            "BACKUP-8", Kind.USAGE, "no backup is recorded yet", "Make one: slipway backup");
      }
      if (install) schema.install(sql);
      return work.apply(new Backups(sql, schema));
    }
  }

  private static String tail(String text) {
    List<String> lines = text.strip().lines().toList();
    return String.join("; ", lines.subList(Math.max(0, lines.size() - 4), lines.size())) + ".";
  }

  private static SlipwayException problem(String code, Kind kind, String what, String next) {
    return new SlipwayException(
        Problem.of(code, kind, what, "The database was not changed.", next));
  }
}
