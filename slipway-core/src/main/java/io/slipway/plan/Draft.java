package io.slipway.plan;

import io.slipway.plan.strategies.Piece;
import io.slipway.plan.strategies.Proposal;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
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
    if (dropsColumns() && other.dropsColumns()) return false;
    return touched.stream().anyMatch(other.touched::contains);
  }

  /**
   * Such statements are ready for the same deployment together: a version that leaves out both
   * columns must find both optional.
   */
  private boolean dropsColumns() {
    return piece.change() instanceof Change.AlterTable alter
        && !alter.actions().isEmpty()
        && alter.actions().stream().allMatch(TableAction.DropColumn.class::isInstance);
  }

  /** More than expanding: what follows on the same tables has to wait for it. */
  boolean takesPhases() {
    return !proposal.migrate().isEmpty() || !proposal.contract().isEmpty();
  }
}
