package io.slipway.engine;

import io.slipway.engine.Control.Reason;
import io.slipway.event.Event;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.state.Lease;
import io.slipway.state.Run;
import io.slipway.state.RunStatus;
import io.slipway.state.Runs;
import io.slipway.state.StepRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down how a run ended that did not complete, as well as it still can. */
final class Endings {
  private Endings() {}

  static RunResult stopped(Sessions sessions, Reason reason) {
    sessions.work().rollback();
    String id = sessions.runId();
    switch (reason) {
      case PAUSED -> mark(sessions, RunStatus.PAUSED, "paused", null);
      case CANCELLED -> mark(sessions, RunStatus.CANCELLED, "cancelled", null);
      case INTERRUPTED -> mark(sessions, RunStatus.INTERRUPTED, "running", null);
      case LOST -> {}
    }
    return switch (reason) {
      case PAUSED -> new RunResult.Paused(id);
      case CANCELLED -> new RunResult.Cancelled(id);
      case INTERRUPTED -> new RunResult.Interrupted(id);
      case LOST -> new RunResult.Failed(id, Lease.outdated().problem());
    };
  }

  /** It stops of itself: for who is watching, and for who asks later. */
  static void note(Sessions sessions, String why) {
    String id = sessions.runId();
    Instant now = sessions.surroundings().clock().instant();
    sessions.tell(null, new Event.Noted(now, id, why + "; go on with: slipway resume " + id));
    sessions.quietly(() -> sessions.progress().stopped(sessions.journal().session(), why));
  }

  static RunResult failed(Sessions sessions, Problem problem) {
    sessions.work().rollback();
    if (sessions.control().isLost()) return stopped(sessions, Reason.LOST);
    Problem told = isCleanFailure(sessions, problem) ? clean(problem) : problem;
    if (problem.kind() == Kind.RETRYABLE) {
      mark(sessions, RunStatus.INTERRUPTED, "running", told.render());
    } else {
      mark(sessions, RunStatus.FAILED, "failed", told.render());
      sessions.quietly(() -> sessions.breaker().report(sessions.journal().session(), false));
    }
    return new RunResult.Failed(sessions.runId(), told);
  }

  /** Nothing of the run is left: no step of it is done. */
  private static boolean isCleanFailure(Sessions sessions, Problem problem) {
    if (problem.kind() != Kind.FAILED_DIRTY) return false;
    boolean[] isClean = {false};
    sessions.quietly(
        () ->
            isClean[0] =
                sessions.journal().steps().values().stream()
                    .map(StepRow::status)
                    .noneMatch(status -> status.isDone()));
    return isClean[0] && problem.code().equals("ENGINE-11");
  }

  private static Problem clean(Problem problem) {
    return new Problem(
        problem.code(),
        Kind.FAILED_CLEAN,
        problem.what(),
        problem.state().replace("the steps before it stand", "nothing changed"),
        problem.next(),
        problem.file(),
        problem.line(),
        problem.sqlState());
  }

  private static void mark(
      Sessions sessions, RunStatus status, String progress, @Nullable String problem) {
    Runs runs = new Runs(sessions.journal().session(), sessions.schema());
    sessions.quietly(
        () -> {
          Optional<Run> run = runs.find(sessions.runId());
          runs.mark(sessions.runId(), status, problem);
          sessions.progress().close(sessions.journal().session(), progress, problem);
          run.ifPresent(it -> tell(sessions, it, status));
        });
  }

  private static void tell(Sessions sessions, Run run, RunStatus status) {
    Instant now = sessions.surroundings().clock().instant();
    sessions.tell(
        null,
        new Event.RunFinished(
            now,
            run.id(),
            status.text(),
            Duration.between(run.startedAt(), now),
            run.longestWait()));
  }
}
