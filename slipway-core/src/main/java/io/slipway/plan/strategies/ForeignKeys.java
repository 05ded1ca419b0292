package io.slipway.plan.strategies;

import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.sql.Identifier;

/** Foreign keys that have to go first. */
final class ForeignKeys {
  private ForeignKeys() {}

  /**
   * Alone: dropping it takes ACCESS EXCLUSIVE on both tables, and several at once wait for all of
   * them while they hold some.
   */
  static Step drop(StatementContext context, Table table, Constraint constraint) {
    return Drafts.brief(
        "drop foreign key " + constraint.name() + " of " + table.name(),
        Drafts.undoAlone(TableInverse.restored(context, table, constraint), null),
        "ALTER TABLE "
            + table.name().sql()
            + " DROP CONSTRAINT IF EXISTS "
            + Identifier.quote(constraint.name()));
  }
}
