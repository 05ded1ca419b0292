package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Optional;

/** Changes many rows in chunks, each a short transaction of its own. */
final class Progressive implements Strategy {
  @Override
  public String slug() {
    return "progressive";
  }

  @Override
  public Optional<Proposal> propose(StatementContext context) {
    if (context.piece().change() instanceof Change.Query query) {
      QualifiedName target = query.target();
      boolean changes = query.verb().equals("UPDATE") || query.verb().equals("DELETE");
      return changes && target != null
          ? Optional.of(rows(context, query, target))
          : Optional.empty();
    }
    return Altered.by(context, TableAction.AddColumn.class)
        .flatMap(it -> ColumnFilled.proposal(context, it.table(), it.action()));
  }

  private static Proposal rows(StatementContext context, Change.Query query, QualifiedName target) {
    Table table = context.before().table(target).orElse(null);
    String because =
        table == null ? "the table is not known" : RowsInOneGo.because(context, query, table);
    if (table == null || because != null) {
      return Direct.asWritten(context, "it stays one statement: " + because)
          .warning(
              "%s of %s runs in one transaction and keeps its row locks until it ends: %s."
                  .formatted(query.verb(), target, because));
    }
    return RowsInChunks.proposal(context, query, table);
  }

  static String verb(Step.RowAction action) {
    return switch (action) {
      case Step.RowAction.Update ignored -> "update";
      case Step.RowAction.Delete ignored -> "delete";
    };
  }
}
