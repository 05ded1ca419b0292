package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An index on a partitioned table: on the parent alone, CONCURRENTLY on every partition, attached
 * one by one. CREATE INDEX CONCURRENTLY on the parent does not exist (0A000).
 */
final class PartitionedIndexBuilt {
  private final StatementContext context;
  private final List<Step> steps = new ArrayList<>();
  private final Set<QualifiedName> taken = new HashSet<>();

  private PartitionedIndexBuilt(StatementContext context) {
    this.context = context;
  }

  static Optional<Proposal> propose(StatementContext context) {
    if (!(context.piece().change() instanceof Change.CreateIndex create)) return Optional.empty();
    Table table = context.before().table(create.table()).orElse(null);
    if (table == null || table.kind() != Table.Kind.PARTITIONED) return Optional.empty();
    if (create.only()) return Optional.empty();
    return Optional.of(new PartitionedIndexBuilt(context).proposal(create, table));
  }

  private Proposal proposal(Change.CreateIndex create, Table table) {
    QualifiedName name = IndexBuilt.name(context, create, table.name());
    Index there = context.before().index(name).orElse(null);
    if (there != null && (there.valid() || !there.table().equals(table.name()))) {
      return IndexBuilt.taken(context, create, there);
    }
    if (there != null) steps.add(removed(there));
    if (create.unique()) steps.add(IndexBuilt.noDuplicates(context, create, table.name()));
    on(table, name);
    return Proposal.expanding(
        "an index on the partitioned %s would block writers of every partition"
            .formatted(table.name()),
        steps);
  }

  /** A parent's index is INVALID while a partition's is missing; those attached go with it. */
  private static Step removed(Index there) {
    return Drafts.brief(
        "drop the INVALID index " + there.name() + " with what is attached to it",
        new Undo.Nothing(),
        "DROP INDEX IF EXISTS " + there.name().sql());
  }

  private void on(Table table, QualifiedName index) {
    if (table.kind() != Table.Kind.PARTITIONED) {
      String sql =
          IndexText.concurrentlyOn(context.piece().sql(), index.name(), table.name().sql());
      steps.add(IndexBuilt.step(index, table.name(), sql));
      return;
    }
    String sql = IndexText.onOnly(context.piece().sql(), index.name(), table.name().sql());
    Undo undo = Drafts.undo("DROP INDEX IF EXISTS " + index.sql());
    steps.add(Drafts.brief("declare index " + index.name() + " on " + table.name(), undo, sql));
    for (Table partition : context.before().children(table.name())) {
      QualifiedName child = nameOn(partition, table);
      on(partition, child);
      steps.add(attach(index, child));
    }
  }

  /** An attached index goes only with its parent, and then all of them do. */
  private static Step attach(QualifiedName parent, QualifiedName child) {
    return Drafts.brief(
        "attach index " + child.name(),
        Drafts.undo("DROP INDEX IF EXISTS " + parent.sql()),
        "ALTER INDEX " + parent.sql() + " ATTACH PARTITION " + child.sql());
  }

  /** What PostgreSQL names the partition's index when it makes it itself. */
  private QualifiedName nameOn(Table partition, Table parent) {
    Catalog after = context.after();
    return after.indexesOf(partition.name()).stream()
        .filter(it -> context.before().index(it.name()).isEmpty())
        .map(Index::name)
        .filter(taken::add)
        .findFirst()
        .orElseGet(() -> generated(partition, parent));
  }

  private QualifiedName generated(Table partition, Table parent) {
    String name =
        io.slipway.plan.rewrite.Names.fresh(
            partition.name().name() + "_" + parent.name().name(),
            "idx",
            it -> !taken.add(partition.name().sibling(it)) || exists(partition, it));
    return partition.name().sibling(name);
  }

  private boolean exists(Table partition, String name) {
    return context.before().index(partition.name().sibling(name)).isPresent();
  }
}
