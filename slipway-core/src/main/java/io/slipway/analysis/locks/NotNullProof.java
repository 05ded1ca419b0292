package io.slipway.analysis.locks;

import io.slipway.catalog.Column;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Expression;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether PostgreSQL already knows that a column holds no NULL, so that SET NOT NULL need not read
 * the table: the column is NOT NULL, or a validated CHECK implies it.
 */
public final class NotNullProof {
  private NotNullProof() {}

  /**
   * @param dropped constraints the same ALTER TABLE drops: drops come first, whatever the order
   *     they are written in, so their proof is gone
   */
  public static boolean holds(Table table, String column, Set<String> dropped) {
    return isNotNull(table, column)
        || table.constraints().stream()
            .filter(it -> it.kind() == Kind.CHECK && it.validated() && it.enforced())
            .filter(it -> !dropped.contains(it.name()))
            .anyMatch(it -> implies(it.check(), column));
  }

  private static boolean isNotNull(Table table, String column) {
    boolean declared = table.column(column).map(Column::notNull).orElse(false);
    return declared && table.constraints().stream().noneMatch(it -> isOpen(it, column));
  }

  /** PostgreSQL 18's NOT NULL … NOT VALID: declared, and not yet believed. */
  private static boolean isOpen(Constraint constraint, String column) {
    return constraint.kind() == Kind.NOT_NULL
        && !constraint.validated()
        && constraint.columns().contains(column);
  }

  private static boolean implies(@Nullable Expression check, String column) {
    return check != null && check.impliesNotNull().contains(column);
  }
}
