package io.slipway.plan.strategies;

import io.slipway.catalog.Index;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/** REINDEX CONCURRENTLY. */
final class Reindexed {
  private Reindexed() {}

  static Optional<Proposal> propose(StatementContext context) {
    if (!(context.piece().change() instanceof Change.Reindex reindex)) return Optional.empty();
    QualifiedName object = reindex.object();
    if (object == null || reindex.target().equals("SYSTEM")) return Optional.empty();
    boolean relation = reindex.target().equals("INDEX") || reindex.target().equals("TABLE");
    String name = relation ? context.before().resolve(object).sql() : object.sql();
    Step step =
        Drafts.alone(
            "rebuild " + reindex.target().toLowerCase(java.util.Locale.ROOT) + " " + object,
            Probes.reindexed(indexes(context, reindex, object)),
            new Undo.Nothing(),
            "REINDEX " + reindex.target() + " CONCURRENTLY " + name);
    return Optional.of(
        Proposal.expanding(
            "REINDEX stops every reader that could use the index; CONCURRENTLY does not",
            List.of(step)));
  }

  private static List<QualifiedName> indexes(
      StatementContext context, Change.Reindex reindex, QualifiedName object) {
    return switch (reindex.target()) {
      case "INDEX" -> List.of(context.before().resolve(object));
      case "TABLE" -> context.before().indexesOf(object).stream().map(Index::name).toList();
      default -> List.of();
    };
  }
}
