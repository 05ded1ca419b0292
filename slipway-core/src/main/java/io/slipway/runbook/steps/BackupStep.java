package io.slipway.runbook.steps;

import io.slipway.backup.Backup;
import io.slipway.backup.DumpRequest;
import io.slipway.backup.Dumps;
import io.slipway.runbook.Given;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An archive by pg_dump, read back and recorded: {@code full}, {@code schema} or {@code tables}.
 */
final class BackupStep implements StepKind {
  @Override
  public String key() {
    return "backup";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    kind(step);
    if (jobs(step) < 1) throw SqlText.problem(step, "jobs must be 1 or more", "Correct it.");
    return List.of("pg_dump, " + step.body().text("name") + " " + step.body().names("options"));
  }

  private static DumpRequest.Kind kind(Step step) {
    return switch (step.body().text("name")) {
      case "full" -> DumpRequest.Kind.FULL;
      case "schema" -> DumpRequest.Kind.SCHEMA;
      case "tables" -> DumpRequest.Kind.TABLES;
      default ->
          throw SqlText.problem(
              step,
              "there is no backup " + step.body().text("name"),
              "There are: full, schema, tables.");
    };
  }

  private static int jobs(Step step) {
    return options(step)
        .find("jobs")
        .filter(it -> it.matches("[0-9]{1,3}"))
        .map(Integer::parseInt)
        .orElse(1);
  }

  private static Given options(Step step) {
    return step.body().part("options");
  }

  @Override
  public Outcome run(Step step, Work work) throws IOException {
    Dumps dumps = work.tools().dumps().get();
    Path location = location(step, work).toAbsolutePath().normalize();
    Optional<Backup> made =
        dumps.all().stream().filter(it -> it.location().equals(location)).findFirst();
    if (made.isPresent()) return done(made.get());
    // Its name is this run's own: what is there was cut off.
    if (work.attempt() > 1 && !options(step).has("to")) delete(location);
    return done(dumps.make(request(step, location)));
  }

  private static Path location(Step step, Work work) {
    String usual =
        "slipway-%s-%s%s"
            .formatted(
                work.runId(), step.id().replace('/', '-'), jobs(step) > 1 ? ".dir" : ".dump");
    return step.resolve(work.reveal(options(step).find("to").orElse(usual)));
  }

  private static DumpRequest request(Step step, Path location) {
    Given options = options(step);
    List<String> tables =
        options
            .find("tables")
            .map(it -> Arrays.asList(it.split("\\s*,\\s*", -1)))
            .orElse(List.of());
    Duration keep = options.find("keep").map(Given::time).orElse(Duration.ZERO);
    int jobs = jobs(step);
    return new DumpRequest(kind(step), tables, location, jobs > 1, jobs, keep);
  }

  private static Outcome done(Backup it) {
    return Outcome.done(
        "backup %d, %s, %d bytes, sha256 %s"
            .formatted(it.id(), it.location(), it.bytes(), it.sha256()));
  }

  private static void delete(Path location) throws IOException {
    if (!Files.exists(location)) return;
    try (Stream<Path> all = Files.walk(location)) {
      for (Path it : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(it);
    }
  }
}
