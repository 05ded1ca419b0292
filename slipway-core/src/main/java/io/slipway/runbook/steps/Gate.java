package io.slipway.runbook.steps;

import io.slipway.problem.Problem;
import io.slipway.runbook.Step;

/** Waits for a person's word. */
final class Gate {
  private Gate() {}

  /**
   * @param role who must say it; empty: anybody
   */
  static Outcome ask(Step step, Work work, String role, String question) {
    var said = work.said(role);
    if (said.isEmpty()) {
      String as = role.isEmpty() ? "" : " --role " + role + " --plan HASH";
      return new Outcome.Waits(
          question, "slipway runbook approve " + work.runId() + " " + step.id() + as);
    }
    if (said.get().isGo()) return Outcome.done("go, says " + said.get().by());
    return new Outcome.Failed(
        Problem.of(
            "RUNBOOK-12",
            Problem.Kind.VALIDATION,
            said.get().by() + " says no-go: " + question,
            "What was done before stands.",
            "Take it back: slipway runbook rollback "
                + work.runId()
                + ". Or say go: slipway runbook approve "
                + work.runId()
                + " "
                + step.id()));
  }
}
