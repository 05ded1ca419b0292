package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.catalog.TypeDef;
import io.slipway.plan.Step;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;
import java.util.Optional;

/** ADD COLUMN … NOT NULL without a value: possible while the table has no rows, and only then. */
final class RequiredColumn {
  private RequiredColumn() {}

  static Optional<Proposal> propose(StatementContext context) {
    return Altered.ofKnown(context, TableAction.AddColumn.class)
        .filter(it -> lacksValue(context, it.action().column()))
        .map(it -> proposal(context, it.table()));
  }

  /** Refused where the table is known to have rows (23502). */
  static void refuse(StatementContext context) {
    Altered.ofKnown(context, TableAction.AddColumn.class)
        .filter(it -> lacksValue(context, it.action().column()))
        .filter(it -> it.table().rows() > 0 && !context.isNew(it.table().name()))
        .ifPresent(
            it -> {
              throw refused(context, it.table(), it.action().column());
            });
  }

  private static RuntimeException refused(StatementContext context, Table table, ColumnDef column) {
    return Refusal.of(
        Refusal.WILL_FAIL,
        context.piece(),
        "%s has rows (about %,d), and %s is NOT NULL without a value for them"
            .formatted(table.name(), table.rows(), column.name()),
        "Write a DEFAULT; or ADD COLUMN without NOT NULL, an UPDATE that fills it, and ALTER COLUMN"
            + " … SET NOT NULL: each of them is planned online.");
  }

  private static Proposal proposal(StatementContext context, Table table) {
    Step empty =
        Drafts.verify(
            table.name() + " has no rows",
            "SELECT 1 AS \"row\" WHERE EXISTS (SELECT FROM " + table.name().sql() + ")",
            "Rows that are there would have no value for the new column: give it a DEFAULT.");
    return Proposal.expanding(
        "NOT NULL without a value: possible because %s has no rows".formatted(table.name()),
        List.of(empty, Direct.step(context)));
  }

  private static boolean lacksValue(StatementContext context, ColumnDef column) {
    return column.notNull()
        && column.defaultValue() == null
        && column.identity() == Identity.NONE
        && column.generated() == Generated.NONE
        && !column.type().isSerial()
        && !hasDefault(context, column);
  }

  private static boolean hasDefault(StatementContext context, ColumnDef column) {
    QualifiedName type = QualifiedName.of(column.type().schema(), column.type().name());
    return context
        .before()
        .type(type)
        .filter(it -> it instanceof TypeDef.DomainType domain && domain.hasDefault())
        .isPresent();
  }
}
