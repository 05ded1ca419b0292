package io.slipway.runbook.steps;

import io.slipway.engine.RunResult;
import io.slipway.problem.Problem;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Migrations of a folder or files through the engine, with its journal, guards and gates. */
final class MigrateStep implements StepKind {
  @Override
  public String key() {
    return "migrate";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(step)) {
      String hash = SqlText.hash(Files.readString(file)).substring(0, 16);
      lines.add("migration " + file.getFileName() + ", sha256 " + hash);
    }
    step.body().find("target").ifPresent(it -> lines.add("up to version " + it));
    if (lines.isEmpty()) throw SqlText.problem(step, "there is no migration", "Name others.");
    return lines;
  }

  private static List<Path> files(Step step) throws IOException {
    Migrating.Request request = request(step);
    for (Path it : request.paths()) {
      if (!Files.exists(it)) throw SqlText.problem(step, "there is no " + it, "Correct the name.");
    }
    if (!step.body().has("folder")) return request.paths();
    try (Stream<Path> all = Files.walk(request.paths().getFirst())) {
      return all.filter(it -> it.toString().endsWith(".sql")).sorted().toList();
    }
  }

  static Migrating.Request request(Step step) {
    List<Path> paths =
        step.body()
            .find("folder")
            .map(it -> List.of(step.resolve(it)))
            .orElseGet(() -> step.body().texts("files").stream().map(step::resolve).toList());
    return new Migrating.Request(paths, step.body().find("target").orElse(null));
  }

  @Override
  public Outcome run(Step step, Work work) throws IOException {
    work.halt().during(reason -> work.tools().migrating().interrupt());
    List<RunResult> results =
        work.tools().migrating().forward(request(step), () -> work.halt().wish().isEmpty());
    // Stopped between two migrations the last result is a good one, and not all has run.
    boolean isCut = results.isEmpty() || results.getLast() instanceof RunResult.Completed;
    if (isCut && work.halt().wish().isPresent()) {
      return new Outcome.Waits("stopped", "slipway runbook resume " + work.runId());
    }
    return outcome(step, work, results);
  }

  static Outcome outcome(Step step, Work work, List<RunResult> results) {
    long wait = 0;
    List<String> seen = new ArrayList<>();
    for (RunResult result : results) {
      if (result instanceof RunResult.Completed it) {
        wait = Math.max(wait, it.longestWait().toMillis());
      }
      seen.add("run " + result.run());
    }
    RunResult last = results.isEmpty() ? null : results.getLast();
    return switch (last) {
      case null -> Outcome.done("nothing was pending");
      case RunResult.Completed ignored -> new Outcome.Done(String.join(", ", seen), 0, wait);
      case RunResult.RolledBack ignored ->
          new Outcome.Done("taken back: " + String.join(", ", seen), 0, wait);
      case RunResult.WaitingAtGate it ->
          new Outcome.Waits(
              "run " + it.run() + ": " + it.because(),
              it.version() == null
                  ? "slipway approve " + it.run() + ", slipway runbook resume " + work.runId()
                  : "slipway deployed "
                      + it.version()
                      + ", slipway runbook resume "
                      + work.runId());
      case RunResult.Paused it ->
          new Outcome.Waits("run " + it.run() + " is paused", "slipway resume " + it.run());
      case RunResult.Interrupted it ->
          new Outcome.Waits(
              "run " + it.run() + " was interrupted", "slipway runbook resume " + work.runId());
      case RunResult.Cancelled it -> cancelled(step, work, it);
      case RunResult.Failed it -> new Outcome.Failed(it.problem());
    };
  }

  private static Outcome cancelled(Step step, Work work, RunResult.Cancelled it) {
    return new Outcome.Failed(
        Problem.of(
            "RUNBOOK-15",
            Problem.Kind.FAILED_DIRTY,
            "step " + step.id() + ", " + step.name() + ": run " + it.run() + " was cancelled",
            "What it did before stands.",
            "Take it back: slipway rollback "
                + it.run()
                + ". Or go on: slipway runbook resume "
                + work.runId()));
  }
}
