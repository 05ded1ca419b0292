package io.slipway.cli.work;

import io.slipway.engine.Engine;
import io.slipway.engine.EngineStatus;
import io.slipway.engine.EngineStatus.RunStatus;
import io.slipway.engine.RollbackOptions;
import io.slipway.engine.RunResult;
import io.slipway.migration.Migration;
import io.slipway.migration.Version;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.steps.Migrating;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What {@code slipway migrate} does, as a step of a runbook. */
public final class FolderMigrating implements Migrating {
  private final Workbench bench;
  private final Engine engine;

  public FolderMigrating(Workbench bench, Engine engine) {
    this.bench = bench;
    this.engine = engine;
  }

  @Override
  public List<RunResult> forward(Request request, BooleanSupplier goesOn) {
    EngineStatus status = engine.status();
    // Files that are named one by one are meant, whatever else is applied.
    boolean isNamed = !Files.isDirectory(request.paths().getFirst());
    List<Migration> toRun = new Pending(bench.migrations(request.paths()), status).toRun(isNamed);
    Predicate<Migration> isWanted = upTo(request.target());
    Forward forward = new Forward(bench, engine);
    List<RunResult> results = new ArrayList<>();
    for (Migration migration : toRun) {
      if (!isWanted.test(migration)) continue;
      if (!goesOn.getAsBoolean()) break;
      results.add(forward.run(status, migration));
      if (!(results.getLast() instanceof RunResult.Completed)) break;
    }
    return results;
  }

  private static Predicate<Migration> upTo(@Nullable String target) {
    if (target == null) return it -> true;
    Version last =
        Version.parse(target)
            .orElseThrow(
                () ->
                    new SlipwayException(
                        Problem.of(
                            "RUNBOOK-34",
                            Problem.Kind.USAGE,
                            "the target " + target + " is no version",
                            "Nothing of the step was done.",
                            "Write it as 12 or 1.4.")));
    return it -> it.version() == null || it.version().compareTo(last) <= 0;
  }

  @Override
  public List<RunResult> back(Request request, Instant since, boolean acceptsLoss) {
    List<String> ids = bench.migrations(request.paths()).all().stream().map(Migration::id).toList();
    List<RunStatus> runs =
        engine.status().runs().stream()
            .filter(it -> ids.contains(it.run().migration()))
            .filter(it -> !it.run().startedAt().isBefore(since))
            .filter(it -> !it.run().status().equals(io.slipway.state.RunStatus.ROLLED_BACK))
            .toList();
    List<RunResult> results = new ArrayList<>();
    for (RunStatus it : runs.reversed()) {
      results.add(engine.rollback(it.run().id(), new RollbackOptions(null, acceptsLoss)));
      if (!(Objects.requireNonNull(results.getLast()) instanceof RunResult.RolledBack)) break;
    }
    return results;
  }

  @Override
  public void interrupt() {
    engine.interrupt();
  }
}
