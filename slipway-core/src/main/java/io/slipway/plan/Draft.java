package io.slipway.plan;

import io.slipway.plan.strategies.Piece;
import io.slipway.plan.strategies.Proposal;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Set;

/**
 * A piece with the steps chosen for it.
 *
 * @param touched relations it locks, makes or changes; empty: anything, so that nothing may pass it
 * @param newObjectsOnly it touches what this migration made, and nothing else
 * @param settings SET statements before it that its own SQL needs
 */
record Draft(
    Piece piece,
    Proposal proposal,
    Set<QualifiedName> touched,
    boolean newObjectsOnly,
    List<String> settings) {
  Draft {
    touched = Set.copyOf(touched);
    settings = List.copyOf(settings);
  }

  boolean conflictsWith(Draft other) {
    if (touched.isEmpty() || other.touched.isEmpty()) return true;
    return touched.stream().anyMatch(other.touched::contains);
  }

  /** More than expanding: what follows on the same tables has to wait for it. */
  boolean takesPhases() {
    return !proposal.migrate().isEmpty() || !proposal.contract().isEmpty();
  }
}
