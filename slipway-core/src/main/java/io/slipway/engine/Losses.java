package io.slipway.engine;

import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.state.Run;
import java.util.List;
import java.util.Optional;

/** What stands in the way of taking a run back, said before the first undo. */
public final class Losses {
  private Losses() {}

  /**
   * @param losses a line each, with its step; nothing in the way where it is empty
   */
  public static Optional<Problem> notAccepted(Run run, List<String> losses) {
    return losses.isEmpty()
        ? Optional.empty()
        : Optional.of(
            refused(
                run,
                "ENGINE-15",
                "can only be taken back with a loss",
                losses,
                "If that is what you want: slipway rollback " + run.id() + " --accept-loss"));
  }

  static Problem impossible(Run run, List<String> why) {
    return refused(
        run,
        "ENGINE-14",
        "cannot be taken back",
        why,
        "Take back only later phases (--phase), or restore a backup.");
  }

  private static Problem refused(
      Run run, String code, String how, List<String> why, String whatNext) {
    return Problem.of(
        code,
        Kind.VALIDATION,
        "run %s of migration %s %s".formatted(run.id(), run.migration(), how),
        String.join("; ", why) + ". Nothing changed.",
        whatNext);
  }
}
