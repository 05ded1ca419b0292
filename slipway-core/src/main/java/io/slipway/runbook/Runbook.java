package io.slipway.runbook;

import io.slipway.problem.Nearest;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation, read from its file.
 *
 * @param environment which of the file's environments its variables are of; empty for none
 * @param ways by their names; {@link Way#FULL} is always among them
 * @param secrets where each secret is: {@code env:NAME} or {@code file:PATH}
 */
public record Runbook(
    Path file,
    String name,
    String description,
    String environment,
    Map<String, String> roles,
    List<Phase> phases,
    List<Step> cleanup,
    List<Threshold> thresholds,
    Map<String, Way> ways,
    Map<String, String> secrets) {
  public Runbook {
    roles = Map.copyOf(roles);
    phases = List.copyOf(phases);
    cleanup = List.copyOf(cleanup);
    thresholds = List.copyOf(thresholds);
    ways = new LinkedHashMap<>(ways);
    secrets = Map.copyOf(secrets);
  }

  /** Everything that goes forward, in order. */
  public List<Step> steps() {
    var steps = new java.util.ArrayList<Step>();
    for (Phase phase : phases) steps.addAll(phase.steps());
    steps.addAll(cleanup);
    return steps;
  }

  public Way way(String wanted) {
    Way way = ways.get(wanted);
    if (way != null) return way;
    String nearest =
        Nearest.to(wanted, ways.keySet()).map(it -> "Did you mean " + it + "? ").orElse("");
    throw new SlipwayException(
        Problem.of(
            "RUNBOOK-3",
            Problem.Kind.USAGE,
            "the runbook knows no way back called " + wanted,
            "Nothing was changed.",
            nearest + "There are: " + String.join(", ", ways.keySet()) + "."));
  }
}
