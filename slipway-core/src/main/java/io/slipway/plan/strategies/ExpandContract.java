package io.slipway.plan.strategies;

import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.TableAction;
import java.util.Optional;

/**
 * Announces a removal, waits until the application has stopped using the object, then drops it in a
 * moment.
 */
final class ExpandContract implements Strategy {
  @Override
  public String slug() {
    return "expand-contract";
  }

  @Override
  public Optional<Proposal> propose(StatementContext context) {
    Optional<Proposal> column =
        Altered.by(context, TableAction.DropColumn.class)
            .map(it -> new ColumnDropped(context, it.table(), it.action()).proposal());
    if (column.isPresent()) return column;
    return switch (context.piece().change()) {
      case Change.Drop drop when drop.kind() == ObjectKind.TABLE ->
          Optional.of(new TableDropped(context, drop).proposal());
      case Change.Rename rename
          when rename.kind() == ObjectKind.TABLE && rename.relationKind() == ObjectKind.TABLE ->
          Optional.of(TableRenamed.proposal(context, rename));
      default -> Optional.empty();
    };
  }
}
