package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.backup.Backup;
import io.slipway.backup.DumpRequest;
import io.slipway.backup.Dumps;
import io.slipway.backup.PostgresTools;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway backup}. */
@Command(name = "backup")
final class BackupVerb implements Verb {
  @Option(names = "--to", paramLabel = "FILE", description = "The archive to make.")
  @Nullable String to;

  @Option(names = "--schema-only", description = "Definitions without rows.")
  boolean schemaOnly;

  @Option(names = "--table", paramLabel = "TABLE", description = "Only this one; may be repeated.")
  List<String> tables = new ArrayList<>();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Above 1: a folder, written by so many sessions (default: ${DEFAULT-VALUE}).")
  int jobs = 1;

  @Option(names = "--keep", paramLabel = "DAYS", description = "After that --expire removes it.")
  @Nullable Integer keep;

  @Option(names = "--list", description = "All that are recorded.")
  boolean list;

  @Option(names = "--verify", paramLabel = "ID", description = "Read it back; compare its hash.")
  @Nullable Long verify;

  @Option(
      names = "--restore-drill",
      paramLabel = "ID",
      description = "Restore it into a scratch database, which is dropped again.")
  @Nullable Long drill;

  @Option(names = "--remove", paramLabel = "ID", description = "The archive and its record.")
  @Nullable Long remove;

  @Option(names = "--expire", description = "Remove all whose days of --keep are over.")
  boolean expire;

  @Option(
      names = "--pg-bin",
      paramLabel = "DIR",
      description = "Where pg_dump and pg_restore are (else SLIPWAY_PG_BIN, else PATH).")
  @Nullable String bin;

  @Override
  public Page page() {
    return new Page(
        "dump, read back, record; drill and remove",
        List.of(
            "pg_dump must be as new as the server. An archive counts once pg_restore --list has"
                + " read it to the end; its size and SHA-256 are in _migration_backups, where"
                + " `validate --pre` looks for a full one younger than 24 h. A drill makes a"
                + " database beside the one it protects: it needs CREATEDB and the room."),
        List.of(
            new Page.Example("slipway backup --to before.dump --keep 7", "all of it, for a week"),
            new Page.Example("slipway backup --to before.dir --jobs 4", "four sessions, a folder"),
            new Page.Example("slipway backup --to t.dump --table orders", "one table"),
            new Page.Example("slipway backup --restore-drill 3", "see that it can be restored"),
            new Page.Example("slipway backup --list", "what there is")),
        "Makes or removes the archive and its row of _migration_backups.",
        List.of(
            ExitCode.DONE,
            ExitCode.VALIDATION,
            ExitCode.USAGE,
            ExitCode.FAILED_CLEAN,
            ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    Dumps dumps = dumps(session);
    Paint paint = session.settings().paint();
    if (list) return answer(dumps.all(), "", paint);
    if (verify != null) return answer(List.of(dumps.verify(verify)), "Whole.", paint);
    if (remove != null) return answer(List.of(dumps.remove(remove)), "Removed.", paint);
    if (expire) return answer(dumps.removeExpired(), "Removed.", paint);
    if (drill != null) {
      Dumps.Drill done = dumps.drill(drill);
      String said = "Restored: %d tables in %d ms.".formatted(done.tables(), done.millis());
      return answer(List.of(done.backup()), said, paint);
    }
    return answer(List.of(dumps.make(request(session))), "Made and read back.", paint);
  }

  private Dumps dumps(Session session) {
    var environment = session.surroundings().environment();
    String named = bin == null ? environment.get("SLIPWAY_PG_BIN") : bin;
    Path folder = named == null ? null : session.surroundings().resolve(named);
    return new Dumps(
        session.workbench().database(),
        session.settings().schema(),
        PostgresTools.in(folder, environment.get("PATH")),
        session.surroundings().clock());
  }

  private DumpRequest request(Session session) {
    if (schemaOnly && !tables.isEmpty()) {
      throw Problems.usage(
          "CLI-72", "--schema-only and --table exclude each other", "Make two backups.");
    }
    if (jobs < 1 || keep != null && keep < 1) {
      throw Problems.usage("CLI-73", "--jobs and --keep are at least 1", "Correct the number.");
    }
    DumpRequest.Kind kind =
        schemaOnly
            ? DumpRequest.Kind.SCHEMA
            : tables.isEmpty() ? DumpRequest.Kind.FULL : DumpRequest.Kind.TABLES;
    Instant now = session.surroundings().clock().instant().truncatedTo(ChronoUnit.SECONDS);
    String usual = "slipway-" + now.toString().replace(":", "") + (jobs > 1 ? ".dir" : ".dump");
    Path location = session.surroundings().resolve(Optional.ofNullable(to).orElse(usual));
    return new DumpRequest(
        kind, tables, location, jobs > 1, jobs, Duration.ofDays(keep == null ? 0 : keep));
  }

  private static Answer answer(List<Backup> backups, String said, Paint paint) {
    return Answer.of(
        ExitCode.DONE,
        out -> text(out, backups, said, paint),
        json -> {
          json.writeArrayFieldStart("backups");
          for (Backup it : backups) write(json, it);
          json.writeEndArray();
        });
  }

  private static void text(PrintWriter out, List<Backup> backups, String said, Paint paint) {
    if (backups.isEmpty()) {
      out.println("No backup.");
      return;
    }
    var table = new TextTable().row("id", "kind", "made", "read back", "bytes", "where");
    for (Backup it : backups) {
      table.row(
          "" + it.id(),
          it.kind(),
          when(it.createdAt()),
          when(it.verifiedAt()),
          "" + it.bytes(),
          it.location().toString());
    }
    table.print(out, "", paint);
    if (!said.isEmpty()) out.println(said);
  }

  private static String when(@Nullable Instant at) {
    return at == null ? "-" : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void write(JsonGenerator json, Backup it) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", it.id());
    json.writeStringField("kind", it.kind());
    json.writeStringField("location", it.location().toString());
    json.writeNumberField("bytes", it.bytes());
    json.writeStringField("sha256", it.sha256());
    json.writeStringField("createdAt", it.createdAt().toString());
    json.writeStringField("verifiedAt", it.verifiedAt() == null ? null : "" + it.verifiedAt());
    json.writeStringField("expiresAt", it.expiresAt() == null ? null : "" + it.expiresAt());
    json.writeEndObject();
  }
}
