package io.slipway.runbook.steps;

import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.util.List;

/** One query with an expectation, as a step. */
final class CheckStep implements StepKind {
  @Override
  public String key() {
    return "check";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    return List.of(CriteriaStep.says(step.body()));
  }

  @Override
  public Outcome run(Step step, Work work) {
    return CriteriaStep.judge(List.of(step.body()), work);
  }
}
