package io.slipway.runbook.steps;

import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.util.List;

/** What only a person can see to. */
final class ConfirmStep implements StepKind {
  @Override
  public String key() {
    return "confirm";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    return List.of("a person confirms: " + step.body().text());
  }

  @Override
  public Outcome run(Step step, Work work) {
    return Gate.ask(step, work, "", step.body().text());
  }
}
