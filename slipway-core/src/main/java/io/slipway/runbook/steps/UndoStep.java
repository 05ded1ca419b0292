package io.slipway.runbook.steps;

import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes back what a migrate step of this run has run, through the engine. */
final class UndoStep implements StepKind {
  @Override
  public String key() {
    return "undo";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    return List.of(
        "takes back the migrations of step "
            + step.body().text("step")
            + (step.body().flag("acceptLoss") ? ", also where that loses data" : ""));
  }

  @Override
  public Outcome run(Step step, Work work) throws IOException {
    String name = step.body().text("step");
    Step other = work.step(name);
    if (!other.kind().equals("migrate")) {
      throw SqlText.problem(step, name + " is no migrate step", "Name one.");
    }
    Optional<Instant> since = work.begun(name);
    if (since.isEmpty()) return Outcome.done("it had not begun");
    work.halt().during(reason -> work.tools().migrating().interrupt());
    return MigrateStep.outcome(
        step,
        work,
        work.tools()
            .migrating()
            .back(MigrateStep.request(other), since.get(), step.body().flag("acceptLoss")));
  }
}
