package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.jdbc.CatalogSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway snapshot}. */
@Command(name = "snapshot")
final class Snapshot implements Verb {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it; slipway-snapshot.json by default.")
  String output = "slipway-snapshot.json";

  @Override
  public Page page() {
    return new Page(
        "the schema with its sizes, for CI",
        List.of(
            "Writes down what the database's catalog says: tables, columns, constraints, indexes,"
                + " views, types, functions, policies, and how big each table is. `slipway lint"
                + " --snapshot FILE` judges migrations against it where no database can be"
                + " reached.",
            "It holds definitions and comments and no row of any table. Take it on a schedule,"
                + " and commit it or keep it as an artifact."),
        List.of(
            new Page.Example("slipway snapshot", "of the configured database"),
            new Page.Example(
                "slipway snapshot --format json", "with what was written, for scripts"),
            new Page.Example(
                "slipway snapshot -o db/production.json --database postgres://…", "elsewhere")),
        "The file, nothing else. The database is only read.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) throws IOException {
    CatalogSnapshot snapshot =
        session.workbench().database().snapshot(session.surroundings().clock().instant());
    Path file = session.surroundings().resolve(output).normalize();
    write(snapshot, file);
    long bytes = Files.size(file);
    int relations = snapshot.answers().getFirst().size();
    return Answer.of(
        ExitCode.DONE,
        out ->
            out.printf(
                "%s: %d relations of %s on PostgreSQL %s, %,d bytes%n",
                output, relations, snapshot.database(), snapshot.server(), bytes),
        json -> {
          json.writeStringField("file", output);
          json.writeNumberField("relations", relations);
          json.writeStringField("serverVersion", snapshot.server().toString());
          json.writeNumberField("bytes", bytes);
        });
  }

  /** Whole or not at all: the old one stays until the new one is there. */
  private static void write(CatalogSnapshot snapshot, Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) Files.createDirectories(parent);
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(draft))) {
      snapshot.write(json);
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
