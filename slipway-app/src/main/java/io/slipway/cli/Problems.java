package io.slipway.cli;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;

/** The problems a command line can have of its own. */
public final class Problems {
  private Problems() {}

  /** Something asked for in the wrong way; nothing was touched. */
  public static SlipwayException usage(String code, String what, String next) {
    return new SlipwayException(
        Problem.of(code, Problem.Kind.USAGE, what, "Nothing was changed.", next));
  }

  /** A defect: the message and where it was thrown. */
  static Problem defect(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return Problem.of(
        "CLI-99",
        Problem.Kind.INTERNAL,
        thrown + where,
        "This is a defect of Slipway.",
        "Run again with -v for the stack trace, and look at `slipway status` before going on.");
  }
}
