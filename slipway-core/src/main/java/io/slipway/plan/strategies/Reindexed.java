package io.slipway.plan.strategies;

import io.slipway.catalog.Index;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** REINDEX CONCURRENTLY. */
final class Reindexed {
  private Reindexed() {}

  static Optional<Proposal> propose(StatementContext context) {
    if (!(context.piece().change() instanceof Change.Reindex reindex)) return Optional.empty();
    QualifiedName object = reindex.object();
    if (object == null || reindex.target().equals("SYSTEM")) return Optional.empty();
    boolean relation = reindex.target().equals("INDEX") || reindex.target().equals("TABLE");
    String name = relation ? context.before().resolve(object).sql() : object.sql();
    List<Index> indexes = indexes(context, reindex, object);
    refuseExclusion(context, reindex, indexes);
    List<Step> steps = new ArrayList<>();
    indexes.stream()
        .flatMap(it -> leftovers(context, it))
        .distinct()
        .forEach(it -> steps.addAll(InvalidIndex.removed(it)));
    steps.add(
        Drafts.alone(
            "rebuild " + reindex.target().toLowerCase(Locale.ROOT) + " " + object,
            Probes.reindexed(willLeave(context, indexes)),
            new Undo.Nothing(),
            "REINDEX " + reindex.target() + " CONCURRENTLY " + name));
    return Optional.of(
        Proposal.expanding(
            "REINDEX stops every reader that could use the index; CONCURRENTLY does not", steps));
  }

  private static List<Index> indexes(
      StatementContext context, Change.Reindex reindex, QualifiedName object) {
    return switch (reindex.target()) {
      case "INDEX" -> context.before().index(object).stream().toList();
      case "TABLE" -> List.copyOf(context.before().indexesOf(object));
      default -> List.of();
    };
  }

  private static void refuseExclusion(
      StatementContext context, Change.Reindex reindex, List<Index> indexes) {
    if (!reindex.target().equals("INDEX")) return;
    for (Index index : indexes) {
      boolean excludes =
          context.before().table(index.table()).stream()
              .flatMap(it -> it.constraints().stream())
              .anyMatch(it -> it.kind() == Kind.EXCLUDE && it.name().equals(index.constraint()));
      if (!excludes) continue;
      throw Refusal.of(
          Refusal.BLOCKS,
          context.piece(),
          "index " + index.name() + " of an exclusion constraint cannot be rebuilt CONCURRENTLY",
          "Copy the table, or accept the lock: -- @metadata {\"strategy\": \"direct\"}.");
    }
  }

  private static Stream<Index> leftovers(StatementContext context, Index of) {
    return context.before().indexesOf(of.table()).stream()
        .filter(it -> InvalidIndex.isLeftover(it, of.name()));
  }

  /** What a run that dies would leave; a name that a real index has is left alone. */
  private static List<QualifiedName> willLeave(StatementContext context, List<Index> indexes) {
    return indexes.stream()
        .map(Index::name)
        .flatMap(
            it -> Stream.of(it.sibling(it.name() + "_ccnew"), it.sibling(it.name() + "_ccold")))
        .filter(it -> context.before().index(it).filter(Index::valid).isEmpty())
        .toList();
  }
}
