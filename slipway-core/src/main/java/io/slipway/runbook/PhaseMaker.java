package io.slipway.runbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes phases: the steps of the file, and between them what the phase asks for. */
final class PhaseMaker {
  private final Path folder;

  PhaseMaker(Path folder) {
    this.folder = folder;
  }

  Phase of(Given given, List<Phase> before) {
    int number = before.size() + 1;
    String name = given.text("name");
    return new Phase(
        number,
        name,
        given.text("objective"),
        Given.time(given.text("expected")),
        forward(given, number, name),
        steps(given.many("rollback"), number + ".back", name));
  }

  private List<Step> forward(Given given, int number, String phase) {
    List<Step> steps = new ArrayList<>();
    given
        .find("approval")
        .ifPresent(
            role ->
                steps.add(
                    added(
                        number + ".approval",
                        phase,
                        "Approval of the phase",
                        "gate",
                        "approval",
                        role)));
    for (Step step : steps(given.many("steps"), "" + number, phase)) {
      steps.add(step);
      if (given.has("checkpoints")) {
        steps.add(criteria(step.id() + ".checkpoints", phase, "Checkpoints", given, "checkpoints"));
      }
    }
    if (given.has("success")) {
      steps.add(criteria(number + ".success", phase, "Success criteria", given, "success"));
    }
    if (given.flag("goNoGo")) {
      String question = "Go on after phase " + number + ", " + phase + "?";
      Given body = Given.of(question);
      steps.add(new Step(number + ".go", phase, "Go or no-go", "confirm", body, folder));
    }
    return steps;
  }

  private Step added(String id, String phase, String name, String kind, String key, String value) {
    return new Step(id, phase, name, kind, Given.of(Map.of(key, value)), folder);
  }

  private Step criteria(String id, String phase, String name, Given given, String key) {
    return new Step(id, phase, name, "criteria", given.part(key), folder);
  }

  /** Steps as the file has them; each has its name and one other key. */
  List<Step> steps(List<Given> given, String prefix, String phase) {
    List<Step> steps = new ArrayList<>();
    for (Given it : given) {
      String kind = it.keys().stream().filter(key -> !key.equals("name")).findFirst().orElse("?");
      String id = prefix + "." + (steps.size() + 1);
      steps.add(new Step(id, phase, it.text("name"), kind, it.part(kind), folder));
    }
    return steps;
  }
}
