package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.TableAction;
import java.util.Optional;

/** An ALTER TABLE with one action. */
record Altered<A extends TableAction>(Table table, A action) {
  static <A extends TableAction> Optional<Altered<A>> by(StatementContext context, Class<A> kind) {
    if (context.piece().change() instanceof Change.AlterTable alter
        && alter.kind() == ObjectKind.TABLE
        && alter.actions().size() == 1
        && kind.isInstance(alter.actions().getFirst())) {
      return Optional.of(
          new Altered<>(context.table(alter.table()), kind.cast(alter.actions().getFirst())));
    }
    return Optional.empty();
  }

  /** As {@link #by}, where the table is known: a statement may say IF EXISTS. */
  static <A extends TableAction> Optional<Altered<A>> ofKnown(
      StatementContext context, Class<A> kind) {
    return context.piece().change() instanceof Change.AlterTable alter
            && context.before().table(alter.table()).isPresent()
        ? by(context, kind)
        : Optional.empty();
  }

  String alter() {
    return "ALTER TABLE " + table.name().sql() + " ";
  }
}
