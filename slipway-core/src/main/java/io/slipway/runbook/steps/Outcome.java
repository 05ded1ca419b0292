package io.slipway.runbook.steps;

import io.slipway.problem.Problem;

/** How a step came out. */
public sealed interface Outcome {
  /**
   * @param seen what happened, a phrase for the report
   */
  record Done(String seen, long rows, long longestWaitMs) implements Outcome {}

  /** Somebody or something else must act first; asking again does no harm. */
  record Waits(String because, String next) implements Outcome {}

  record Failed(Problem problem) implements Outcome {}

  static Outcome done(String seen) {
    return new Done(seen, 0, 0);
  }
}
