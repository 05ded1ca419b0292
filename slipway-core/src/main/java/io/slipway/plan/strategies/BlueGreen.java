package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the change on an empty table of the same shape, copies the rows there while triggers log
 * the keys of what changes, and lets it take the table's place in one short transaction; the old
 * table is kept for a way back that loses nothing. For what PostgreSQL does only by rewriting the
 * table under a lock.
 */
final class BlueGreen implements Strategy {
  @Override
  public String slug() {
    return "blue-green";
  }

  @Override
  public Optional<Proposal> propose(StatementContext context) {
    if (!context.forced() && context.harm() != Harm.LONG) return Optional.empty();
    QualifiedName table = rewritten(context.piece().change());
    if (table == null) return Optional.empty();
    Table blue = context.before().table(table).orElse(null);
    if (blue == null || blue.kind() != Table.Kind.TABLE) return Optional.empty();
    if (blue.primaryKey().isEmpty() && !context.forced()) return Optional.empty();
    return Optional.of(new BlueGreenPlan(context, blue).proposal());
  }

  /** The one table whose rows the statement writes anew; null where it is not that kind. */
  private static @Nullable QualifiedName rewritten(Change change) {
    return switch (change) {
      case Change.AlterTable it ->
          it.actions().stream().allMatch(BlueGreen::rewrites) ? it.table() : null;
      case Change.Vacuum it -> it.full() && it.tables().size() == 1 ? it.tables().getFirst() : null;
      case Change.Cluster it -> it.table();
      default -> null;
    };
  }

  private static boolean rewrites(TableAction action) {
    return action instanceof TableAction.AddColumn
        || action instanceof TableAction.AlterType
        || action instanceof TableAction.SetExpression
        || action instanceof TableAction.SetPersistence
        || action instanceof TableAction.SetTablespace
        || action instanceof TableAction.SetAccessMethod;
  }
}
