package io.slipway.runbook.steps;

import io.slipway.check.Check;
import io.slipway.check.Inspection;
import io.slipway.check.Upcoming;
import io.slipway.check.Validators;
import io.slipway.runbook.Given;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Asks validators by their names. */
final class ValidateStep implements StepKind {
  @Override
  public String key() {
    return "validate";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    List<String> lines = new ArrayList<>();
    for (Given it : step.body().many()) {
      validator(it, UnaryOperator.identity());
      lines.add("validate " + it.text("name") + " " + options(it, UnaryOperator.identity()));
    }
    return lines;
  }

  @Override
  public Outcome run(Step step, Work work) {
    List<Check> checks = new ArrayList<>();
    for (Given it : step.body().many()) checks.add(validator(it, work::reveal));
    Tools tools = work.tools();
    var inspection =
        new Inspection(tools.database(), tools.stateSchema(), Upcoming.NOTHING, tools.clock());
    return work.judge(inspection.of(checks));
  }

  private static Check validator(Given given, UnaryOperator<String> reveal) {
    return Validators.of(given.text("name"), options(given, reveal));
  }

  private static Map<String, String> options(Given given, UnaryOperator<String> reveal) {
    Map<String, String> options = new LinkedHashMap<>();
    given.names("options").forEach((name, value) -> options.put(name, reveal.apply(value)));
    given.find("severity").ifPresent(it -> options.put("severity", it));
    return options;
  }
}
