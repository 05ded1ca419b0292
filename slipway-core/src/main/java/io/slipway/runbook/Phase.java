package io.slipway.runbook;

import java.time.Duration;
import java.util.List;

/**
 * A part of the operation with an aim of its own.
 *
 * @param number 1-based
 * @param steps what runs, in order: the steps of the file with the gates and criteria between them
 * @param rollback what takes the phase back, in order
 */
public record Phase(
    int number,
    String name,
    String objective,
    Duration expected,
    List<Step> steps,
    List<Step> rollback) {
  public Phase {
    steps = List.copyOf(steps);
    rollback = List.copyOf(rollback);
  }
}
