package io.slipway.runbook.steps;

import io.slipway.migration.Version;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import io.slipway.state.Approvals;
import io.slipway.state.StateSchema;
import java.util.List;
import java.util.Optional;

/** Waits for a version of the application, or for the approval of a role. */
final class GateStep implements StepKind {
  @Override
  public String key() {
    return "gate";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    return List.of(
        step.body()
            .find("approval")
            .map(role -> "waits for the approval of " + role)
            .orElseGet(() -> "waits until " + step.body().text("deployed") + " is deployed"));
  }

  @Override
  public Outcome run(Step step, Work work) {
    Optional<String> role = step.body().find("approval");
    if (role.isPresent()) {
      return Gate.ask(step, work, role.get(), step.name() + ", of " + step.phase());
    }
    String wanted = step.body().text("deployed");
    var schema = StateSchema.of(work.session(), work.tools().stateSchema());
    var deployed = new Approvals(work.session(), schema).deployedVersion();
    if (deployed.filter(it -> isAtLeast(it, wanted)).isPresent()) {
      return Outcome.done(deployed.get() + " is deployed");
    }
    return new Outcome.Waits(
        "version %s of the application, deployed is %s"
            .formatted(wanted, deployed.orElse("none that was said")),
        "slipway deployed " + wanted + ", slipway runbook resume " + work.runId());
  }

  private static boolean isAtLeast(String deployed, String wanted) {
    var has = Version.parse(deployed);
    var needs = Version.parse(wanted);
    return has.isPresent() && needs.isPresent()
        ? has.get().compareTo(needs.get()) >= 0
        : deployed.equals(wanted);
  }
}
