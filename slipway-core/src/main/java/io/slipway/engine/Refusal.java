package io.slipway.engine;

import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.state.Run;
import java.time.Duration;
import java.util.Optional;

/** Why a run does not begin, or does not go on. */
final class Refusal {
  private Refusal() {}

  /** Given the latest run of a migration, what there is to say instead of beginning another. */
  static Optional<RunResult> whyNotAnew(Run latest) {
    return switch (latest.status()) {
      case COMPLETED ->
          Optional.of(
              new RunResult.Completed(latest.id(), Duration.ZERO, latest.longestWait(), true));
      case CANCELLED -> Optional.of(failed(latest, "ENGINE-6", "was cancelled half-way"));
      case ROLLING_BACK -> Optional.of(failed(latest, "ENGINE-7", "is being rolled back"));
      case RUNNING, WAITING, PAUSED, INTERRUPTED, FAILED, ROLLED_BACK -> Optional.empty();
    };
  }

  /** What there is to say instead of going on with this run. */
  static Optional<RunResult> whyNotOn(Run run) {
    return switch (run.status()) {
      case COMPLETED ->
          Optional.of(new RunResult.Completed(run.id(), Duration.ZERO, run.longestWait(), true));
      case ROLLING_BACK -> Optional.of(failed(run, "ENGINE-7", "is being rolled back"));
      case ROLLED_BACK -> Optional.of(failed(run, "ENGINE-8", "was rolled back"));
      case RUNNING, WAITING, PAUSED, INTERRUPTED, FAILED, CANCELLED -> Optional.empty();
    };
  }

  private static RunResult failed(Run run, String code, String how) {
    String next =
        switch (run.status()) {
          case CANCELLED -> "slipway rollback %1$s takes it back, slipway resume %1$s goes on.";
          case ROLLING_BACK -> "Finish that first: slipway rollback %1$s";
          default -> "Start it anew: slipway migrate";
        };
    return new RunResult.Failed(
        run.id(),
        Problem.of(
            code,
            Kind.VALIDATION,
            "run %s of migration %s %s".formatted(run.id(), run.migration(), how),
            "Nothing changed.",
            next.formatted(run.id())));
  }

  static SlipwayException beganMeanwhile() {
    return new SlipwayException(
        Problem.of(
            "ENGINE-9",
            Kind.RETRYABLE,
            "another runner began this migration a moment ago",
            "It has stopped since. Nothing changed.",
            "Start again: slipway migrate"));
  }
}
