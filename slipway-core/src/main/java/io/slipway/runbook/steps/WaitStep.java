package io.slipway.runbook.steps;

import io.slipway.runbook.Durations;
import io.slipway.runbook.Given;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.time.Duration;
import java.util.List;

/** Lets time pass, the thresholds being watched; a resumed run waits for the rest only. */
final class WaitStep implements StepKind {
  @Override
  public String key() {
    return "wait";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    return List.of("waits " + Durations.show(Given.time(step.body().text())));
  }

  @Override
  public Outcome run(Step step, Work work) throws InterruptedException {
    Duration whole = Given.time(step.body().text());
    Duration left = Duration.between(work.tools().clock().instant(), work.begun().plus(whole));
    if (left.isPositive() && !work.halt().await(left)) {
      return new Outcome.Waits("the rest of " + Durations.show(whole), "slipway runbook resume");
    }
    return Outcome.done("waited " + Durations.show(whole));
  }
}
