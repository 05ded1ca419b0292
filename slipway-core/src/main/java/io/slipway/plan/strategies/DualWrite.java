package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.TableAction;
import java.util.Optional;

/**
 * Renames or retypes a column by way of a twin, splits one or merges several: a trigger keeps both
 * sides in step, the rows are filled in chunks, and the new side takes over in one short
 * transaction.
 */
final class DualWrite implements Strategy {
  @Override
  public String slug() {
    return "dual-write";
  }

  @Override
  public Optional<Proposal> propose(StatementContext context) {
    Optional<DerivedColumns> derived = DerivedColumns.of(context);
    if (derived.isPresent()) return Optional.of(new DerivedPlan(context, derived.get()).proposal());
    return twin(context).map(twin -> new TwinPlan(context, twin).proposal());
  }

  private static Optional<Twin> twin(StatementContext context) {
    if (context.piece().change() instanceof Change.Rename rename
        && rename.kind() == ObjectKind.COLUMN
        && rename.relationKind() == ObjectKind.TABLE
        && rename.member() != null) {
      Table table = context.table(rename.object());
      return Optional.of(Twin.renamed(context, table, rename.member(), rename.newName()));
    }
    return Altered.by(context, TableAction.AlterType.class)
        .map(it -> Twin.retyped(context, it.table(), it.action()));
  }
}
