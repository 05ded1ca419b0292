package io.slipway.engine;

import io.slipway.backfill.Pace;
import io.slipway.backfill.TableCopier;
import io.slipway.plan.Step;
import java.time.Duration;
import java.util.Optional;

/** A copy as a step of a run. */
final class CopyStep {
  private final Sessions sessions;
  private final Step.Copy step;
  private final TableCopier copier;

  CopyStep(Sessions sessions, Step.Copy step) {
    this.sessions = sessions;
    this.step = step;
    EngineSettings settings = sessions.surroundings().settings();
    this.copier =
        new TableCopier(
            new RunAsHost(sessions, step.id()),
            step,
            new Pace(
                settings.chunkTarget(),
                settings.lockBudget(),
                settings.lockDeadline(),
                sessions.throttle()));
  }

  /** Why it stopped before its end; empty when it is done. */
  Optional<String> run() {
    try {
      return copier.run();
    } finally {
      sessions.quietly(() -> sessions.progress().goesOn(sessions.journal().session()));
      sessions.quietly(
          () -> sessions.journal().measured(step.id(), Duration.ZERO, copier.rowsDone()));
    }
  }
}
