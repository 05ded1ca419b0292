package io.slipway.engine;

import io.slipway.backfill.Backfiller;
import io.slipway.backfill.Pace;
import io.slipway.plan.Step;
import java.time.Duration;
import java.util.Optional;

/** A backfill as a step of a run: lends it the run's sessions. */
final class BackfillStep {
  private final Sessions sessions;
  private final Step.Backfill step;
  private final Backfiller backfiller;

  BackfillStep(Sessions sessions, Step.Backfill step) {
    this.sessions = sessions;
    this.step = step;
    EngineSettings settings = sessions.surroundings().settings();
    this.backfiller =
        new Backfiller(
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
      return backfiller.run();
    } finally {
      sessions.quietly(() -> sessions.progress().goesOn(sessions.journal().session()));
      sessions.quietly(
          () -> sessions.journal().measured(step.id(), longestWait(), backfiller.rowsDone()));
    }
  }

  Duration longestWait() {
    return backfiller.longestWait();
  }
}
