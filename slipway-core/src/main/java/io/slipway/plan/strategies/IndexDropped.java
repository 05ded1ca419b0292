package io.slipway.plan.strategies;

import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/** DROP INDEX CONCURRENTLY, one index a statement: it refuses several. */
final class IndexDropped {
  private IndexDropped() {}

  static Optional<Proposal> propose(StatementContext context) {
    if (!(context.piece().change() instanceof Change.Drop drop)
        || drop.kind() != ObjectKind.INDEX) {
      return Optional.empty();
    }
    if (drop.cascade() || drop.objects().stream().anyMatch(it -> isPartitioned(context, it))) {
      return Optional.of(
          Direct.asWritten(
              context,
              "an index of a partitioned table, or one dropped with CASCADE, cannot be dropped"
                  + " CONCURRENTLY"));
    }
    List<Step> steps =
        drop.objects().stream().flatMap(it -> step(context, drop, it).stream()).toList();
    return Optional.of(
        Proposal.expanding(
            "DROP INDEX stops readers and writers of the table while it waits; CONCURRENTLY does"
                + " not",
            steps));
  }

  private static boolean isPartitioned(StatementContext context, QualifiedName index) {
    return context
        .before()
        .index(index)
        .flatMap(it -> context.before().table(it.table()))
        .filter(it -> it.kind() == Table.Kind.PARTITIONED)
        .isPresent();
  }

  private static Optional<Step> step(
      StatementContext context, Change.Drop drop, QualifiedName name) {
    Index index = context.before().index(name).orElse(null);
    if (index == null && context.before().complete()) {
      if (drop.ifExists()) return Optional.empty();
      throw Refusal.of(
          Refusal.MISSING,
          context.piece(),
          "index " + name + " does not exist",
          "Take the statement out, or write IF EXISTS.");
    }
    if (index != null && index.constraint() != null) throw owned(context, index);
    QualifiedName resolved = context.before().resolve(name);
    Undo undo =
        index == null
            ? new Undo.Impossible("the index's definition is not known")
            : Drafts.undoAlone(IndexText.restored(context.before(), index), null);
    return Optional.of(
        Drafts.alone(
            "drop index " + resolved,
            Probes.indexGone(resolved),
            undo,
            "DROP INDEX CONCURRENTLY IF EXISTS " + resolved.sql()));
  }

  private static RuntimeException owned(StatementContext context, Index index) {
    return Refusal.of(
        Refusal.WILL_FAIL,
        context.piece(),
        "index " + index.name() + " belongs to constraint " + index.constraint(),
        "ALTER TABLE "
            + index.table().sql()
            + " DROP CONSTRAINT "
            + index.constraint()
            + " drops both.");
  }
}
