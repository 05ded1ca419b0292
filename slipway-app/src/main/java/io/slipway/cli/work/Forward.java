package io.slipway.cli.work;

import io.slipway.engine.Engine;
import io.slipway.engine.EngineStatus;
import io.slipway.engine.EngineStatus.RunStatus;
import io.slipway.engine.Foresight;
import io.slipway.engine.RollbackOptions;
import io.slipway.engine.RunOptions;
import io.slipway.engine.RunResult;
import io.slipway.migration.Migration;
import io.slipway.migration.Version;
import io.slipway.plan.Plan;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.util.List;
import java.util.Optional;

/** Runs one migration, or goes on with its run. */
public final class Forward {
  private final Workbench bench;
  private final Engine engine;

  public Forward(Workbench bench, Engine engine) {
    this.bench = bench;
    this.engine = engine;
  }

  /** A run that has begun goes on with the plan it began with; the schema is half-way by now. */
  public RunResult run(EngineStatus status, Migration migration) {
    Optional<RunStatus> begun = begun(status, migration);
    if (begun.isPresent()) {
      String run = begun.get().run().id();
      if (isOf(begun.get(), migration)) return engine.resume(run);
      if (begun.get().steps().stream().anyMatch(it -> it.status().isDone())) {
        throw changedSince(begun.get(), migration);
      }
      RunResult back = engine.rollback(run, RollbackOptions.ALL);
      if (back instanceof RunResult.Failed) return back;
    }
    Live live = bench.requiredLive();
    Plan plan = bench.plan(migration, live.catalog(), live.info().version());
    refuseWhatWillFail(live, plan, migration);
    Version version = migration.version();
    return engine.run(
        plan,
        new RunOptions(
            version == null ? null : version.toString(),
            migration.description(),
            migration.checksum()));
  }

  /** Before anything has been sent, rather than in the middle. */
  private static void refuseWhatWillFail(Live live, Plan plan, Migration migration) {
    List<String> failing =
        Foresight.of(live.database(), plan).stream()
            .filter(it -> it.kind() == Foresight.Kind.WILL_FAIL)
            .map(Foresight.Finding::toString)
            .toList();
    if (failing.isEmpty()) return;
    throw new SlipwayException(
        Problem.of(
                "FORESIGHT-1",
                Problem.Kind.VALIDATION,
                "migration " + migration.title() + " would stop: the rows are not as it needs them",
                String.join(" ", failing) + " Nothing has run.",
                "Correct the rows, or the migration; then: slipway migrate.")
            .at(migration.file(), 0));
  }

  private static boolean isOf(RunStatus begun, Migration migration) {
    return begun.run().plan().checksum().equals(migration.statementChecksum());
  }

  private static SlipwayException changedSince(RunStatus begun, Migration migration) {
    String run = begun.run().id();
    return new SlipwayException(
        Problem.of(
                "HISTORY-3",
                Problem.Kind.VALIDATION,
                "migration " + migration.title() + " has changed since run " + run + " began",
                "The run keeps the plan it began with, and some of it is done. Nothing was"
                    + " changed now.",
                "Take it back and start anew: slipway rollback "
                    + run
                    + ", slipway migrate. Or go on as begun: slipway resume "
                    + run)
            .at(migration.file(), 0));
  }

  private static Optional<RunStatus> begun(EngineStatus status, Migration migration) {
    return status.runs().stream()
        .filter(it -> it.run().migration().equals(migration.id()))
        .filter(it -> !it.run().status().isOver())
        .reduce((earlier, later) -> later);
  }
}
