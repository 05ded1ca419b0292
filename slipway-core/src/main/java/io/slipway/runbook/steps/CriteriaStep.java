package io.slipway.runbook.steps;

import io.slipway.check.Check;
import io.slipway.check.Inspection;
import io.slipway.check.Upcoming;
import io.slipway.runbook.Given;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.util.List;

/** What must hold after a phase, or between its steps. */
final class CriteriaStep implements StepKind {
  @Override
  public String key() {
    return "criteria";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    return step.body().many().stream().map(CriteriaStep::says).toList();
  }

  static String says(Given criterion) {
    return "%s: %s must be %s"
        .formatted(
            criterion.find("severity").orElse("error"),
            criterion.find("name").orElseGet(() -> SqlText.head(criterion.text("sql"))),
            criterion.text("expect"));
  }

  @Override
  public Outcome run(Step step, Work work) {
    return judge(step.body().many(), work);
  }

  static Outcome judge(List<Given> criteria, Work work) {
    List<Check> checks = criteria.stream().<Check>map(it -> Criterion.of(it, work)).toList();
    Tools tools = work.tools();
    var inspection =
        new Inspection(tools.database(), tools.stateSchema(), Upcoming.NOTHING, tools.clock());
    return work.judge(inspection.of(checks));
  }
}
