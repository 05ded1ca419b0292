package io.slipway.engine;

import io.slipway.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a run, or a rollback, ended. */
public sealed interface RunResult {
  String run();

  /**
   * All steps are done, and the history says so.
   *
   * @param longestWait the longest an application session waited for us, as measured
   * @param alreadyDone nothing ran: it was complete before
   */
  record Completed(String run, Duration took, Duration longestWait, boolean alreadyDone)
      implements RunResult {}

  /**
   * @param version that must be deployed everywhere; null where a person approves
   */
  record WaitingAtGate(String run, String step, @Nullable String version, String because)
      implements RunResult {}

  record Paused(String run) implements RunResult {}

  record Cancelled(String run) implements RunResult {}

  /** Stopped by {@link Engine#interrupt()}: rolled back, journaled, the lock released. */
  record Interrupted(String run) implements RunResult {}

  record Failed(String run, Problem problem) implements RunResult {}

  /**
   * @param steps how many were taken back
   * @param whole nothing of the run is left
   */
  record RolledBack(String run, int steps, boolean whole) implements RunResult {}
}
