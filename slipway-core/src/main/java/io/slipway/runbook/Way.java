package io.slipway.runbook;

import java.util.List;

/**
 * A way back.
 *
 * @param name {@code full}, or as the file calls it: {@code data-only}
 * @param steps what runs first
 * @param phases whose rollback runs then, last phase first, if they have begun
 */
public record Way(String name, String description, List<Step> steps, List<Phase> phases) {
  /** Every runbook has it. */
  public static final String FULL = "full";

  public Way {
    steps = List.copyOf(steps);
    phases = List.copyOf(phases);
  }

  /** The rollback of one of its phases, as steps of this way. */
  public List<Step> back(Phase phase) {
    return phase.rollback().stream().map(it -> it.under(name)).toList();
  }
}
