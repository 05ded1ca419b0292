package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code slipway init}. */
@Command(name = "init")
final class Init implements Verb {
  private static final String SETTINGS =
      """
      # Slipway's settings. Flags and the environment win over this file.
      # The database is better named in the environment: DATABASE_URL, or PGHOST and its family.
      # database = "postgresql://app@localhost:5432/shop"

      migrations = ["migrations"]

      # The longest a statement of the application may wait because of a migration.
      lock-budget = "1s"

      # How the application calls its sessions (application_name): a gate that waits for a version
      # then sees who is still connected, and opens when no older version has been for a while.
      # application-name = "shop/{version}"
      # application-quiet = "30s"
      # How long nobody may have used a column or table before it is dropped, as far as that is seen.
      # application-watch = "5s"

      # When backfills are gentler (soft), and when they wait (hard): docs/operations/throttle.md.
      # [throttle]
      # replica-lag = "2s, 10s"

      [lint]
      fail-on = "error"
      """;

  private static final String EXAMPLE =
      """
      -- Write plain SQL: what you want, not how to get there without downtime.
      -- `slipway lint` says what it would block; `slipway plan` shows how it will be run.
      CREATE TABLE example (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        note text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      """;

  @Override
  public Page page() {
    return new Page(
        "start: slipway.toml and a folder with a first migration",
        List.of(
            "Writes slipway.toml and migrations/V1__example.sql where they are missing. A file"
                + " that is already there is left as it is."),
        List.of(
            new Page.Example("slipway init", "in the folder of your project"),
            new Page.Example("slipway init --dry-run", "say what would be written"),
            new Page.Example("slipway init && slipway lint", "start, and look at the example")),
        "Files in the working folder. Never overwrites one, never asks a database.",
        List.of(ExitCode.DONE, ExitCode.USAGE));
  }

  @Override
  public Answer run(Session session) throws IOException {
    Path folder = session.surroundings().folder();
    List<String> written = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (Map.Entry<String, String> file : files(session).entrySet()) {
      boolean isThere = Files.exists(folder.resolve(file.getKey()));
      (isThere ? kept : written).add(file.getKey());
      if (!isThere && !session.settings().dryRun()) write(folder, file);
    }
    return answer(session.settings().dryRun(), written, kept);
  }

  /** A project that has migrations already gets no example. */
  private static Map<String, String> files(Session session) {
    Map<String, String> files = new LinkedHashMap<>();
    List<Path> found = session.settings().migrations();
    if (found.isEmpty()) {
      files.put("slipway.toml", SETTINGS);
      files.put("migrations/V1__example.sql", EXAMPLE);
    } else {
      Path folder = session.surroundings().folder().relativize(found.getFirst().toAbsolutePath());
      String quoted = folder.toString().replace('\\', '/');
      files.put("slipway.toml", SETTINGS.replace("[\"migrations\"]", "[\"" + quoted + "\"]"));
    }
    return files;
  }

  private static void write(Path folder, Map.Entry<String, String> file) throws IOException {
    Path path = folder.resolve(file.getKey());
    Files.createDirectories(path.getParent());
    Files.writeString(path, file.getValue(), java.nio.file.StandardOpenOption.CREATE_NEW);
  }

  private static Answer answer(boolean dryRun, List<String> written, List<String> kept) {
    String verb = dryRun ? "would write  " : "wrote  ";
    return Answer.of(
        ExitCode.DONE,
        out -> {
          written.forEach(file -> out.println(verb + file));
          kept.forEach(file -> out.println("kept   " + file));
          if (!dryRun) out.println("Next: `slipway lint`, then `slipway plan`.");
        },
        json -> {
          json.writeFieldName("written");
          Json.texts(json, written);
          json.writeFieldName("kept");
          Json.texts(json, kept);
        });
  }
}
