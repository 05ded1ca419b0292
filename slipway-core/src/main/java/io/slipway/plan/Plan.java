package io.slipway.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that will run for one migration, in order. Nothing else runs.
 *
 * @param migration the migration's version or name
 * @param script the file's name
 * @param checksum of the file's statements
 * @param warnings what the person who starts it should know: cached plans, what the application
 *     must do
 */
public record Plan(
    String migration,
    String script,
    String checksum,
    int serverVersion,
    List<Decision> decisions,
    List<String> warnings,
    List<Phase> phases) {
  public Plan {
    decisions = List.copyOf(decisions);
    warnings = List.copyOf(warnings);
    phases = List.copyOf(phases);
  }

  public Stream<Step> steps() {
    return phases.stream().flatMap(phase -> phase.steps().stream());
  }
}
