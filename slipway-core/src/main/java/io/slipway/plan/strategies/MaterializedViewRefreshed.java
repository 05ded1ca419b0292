package io.slipway.plan.strategies;

import io.slipway.catalog.Index;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/** REFRESH MATERIALIZED VIEW CONCURRENTLY, where a plain unique index lets it. */
final class MaterializedViewRefreshed {
  private MaterializedViewRefreshed() {}

  static Optional<Proposal> propose(StatementContext context) {
    if (!(context.piece().change() instanceof Change.RefreshMaterializedView refresh)) {
      return Optional.empty();
    }
    QualifiedName view = context.before().resolve(refresh.view());
    boolean unique =
        context.before().indexesOf(view).stream().anyMatch(MaterializedViewRefreshed::serves);
    if (!unique || !refresh.withData()) {
      return Optional.of(
          Direct.asWritten(
                  context,
                  refresh.withData()
                      ? "without a plain unique index on it there is no REFRESH … CONCURRENTLY"
                      : "WITH NO DATA empties the view: its readers fail from then on")
              .warning("Readers of " + view + " wait while it is refreshed."));
    }
    Step.Ddl step =
        Drafts.watched(
            "refresh " + view,
            new Undo.Nothing(),
            "REFRESH MATERIALIZED VIEW CONCURRENTLY " + view.sql());
    return Optional.of(
        Proposal.expanding(
            "REFRESH stops readers of %s until it is done; CONCURRENTLY does not".formatted(view),
            List.of(step)));
  }

  /** On columns alone and over all rows. */
  private static boolean serves(Index index) {
    return index.unique()
        && index.valid()
        && index.predicate() == null
        && index.elements().stream().allMatch(it -> it.column() != null);
  }
}
