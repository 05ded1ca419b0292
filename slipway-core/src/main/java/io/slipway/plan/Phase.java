package io.slipway.plan;

import java.util.List;

/**
 * Steps with one objective; a rollback takes back whole phases.
 *
 * @param name {@code expand}, {@code migrate}, {@code contract}, numbered where a plan has several:
 *     {@code expand-2}
 */
public record Phase(String name, String objective, List<Step> steps) {
  public Phase {
    steps = List.copyOf(steps);
  }
}
