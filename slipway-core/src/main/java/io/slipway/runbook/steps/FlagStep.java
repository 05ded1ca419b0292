package io.slipway.runbook.steps;

import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import io.slipway.state.Flags;
import io.slipway.state.StateSchema;
import java.util.List;

/** Sets a feature flag of the database: for how many of the users it is on. */
final class FlagStep implements StepKind {
  @Override
  public String key() {
    return "flag";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    return List.of(
        "flag " + step.body().text("name") + " on for " + percentage(step) + " % of the users");
  }

  private static int percentage(Step step) {
    return step.body().whole("percentage").orElse(0L).intValue();
  }

  @Override
  public Outcome run(Step step, Work work) throws InterruptedException {
    int percentage = percentage(step);
    String name = step.body().text("name");
    return work.once(
        sql -> {
          StateSchema schema = StateSchema.of(sql, work.tools().stateSchema());
          new Flags(sql, schema).set(name, percentage > 0, percentage);
          return new Outcome.Done(name + " is on for " + percentage + " %", 1, 0);
        });
  }
}
