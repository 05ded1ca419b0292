package io.slipway.runbook.steps;

import io.slipway.check.Check;
import io.slipway.check.Checks;
import io.slipway.check.Inspection;
import io.slipway.check.Limits;
import io.slipway.check.Result;
import io.slipway.check.Severity;
import io.slipway.problem.Nearest;
import io.slipway.runbook.Given;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Asks preflight checks by their names; {@code all} is all of them. */
final class PreflightStep implements StepKind {
  @Override
  public String key() {
    return "preflight";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    List<String> lines = new ArrayList<>();
    for (Given it : step.body().many()) {
      known(step, it.text("name"));
      lines.add("check " + it.text("name") + it.names("options"));
    }
    return lines;
  }

  private static void known(Step step, String name) {
    List<String> names = new ArrayList<>(Checks.ALL.stream().map(Check::name).toList());
    names.add("all");
    if (names.contains(name)) return;
    String nearest = Nearest.to(name, names).map(it -> "Did you mean " + it + "? ").orElse("");
    throw SqlText.problem(
        step, "there is no check " + name, nearest + "They are in docs/checks/README.md.");
  }

  @Override
  public Outcome run(Step step, Work work) {
    Tools tools = work.tools();
    var inspection =
        new Inspection(
            tools.database(), tools.stateSchema(), tools.upcoming().get(), tools.clock());
    List<Result> results = new ArrayList<>();
    for (Given it : step.body().many()) {
      for (Result result : inspection.of(checks(step, it, work))) results.add(as(it, result));
    }
    return work.judge(results);
  }

  private static List<Check> checks(Step step, Given given, Work work) {
    Limits limits = Limits.USUAL;
    Given options = given.part("options");
    if (options.has("disk")) limits = limits.withDisk(step.resolve(options.text("disk")));
    if (options.has("health")) {
      limits = limits.withHealth(URI.create(work.reveal(options.text("health"))));
    }
    String name = given.text("name");
    return name.equals("all") ? Checks.with(limits) : Checks.named(limits, name);
  }

  private static Result as(Given given, Result result) {
    return given
        .find("severity")
        .map(it -> Severity.valueOf(it.toUpperCase(Locale.ROOT)))
        .map(it -> new Result(result.check(), it, result.verdict()))
        .orElse(result);
  }
}
