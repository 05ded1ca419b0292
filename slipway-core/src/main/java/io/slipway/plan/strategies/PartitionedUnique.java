package io.slipway.plan.strategies;

import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.plan.rewrite.Names;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * UNIQUE and PRIMARY KEY on a partitioned table: ADD … USING INDEX does not exist there (0A000), so
 * every partition gets its index CONCURRENTLY and adopts it, the parent gets an empty constraint
 * with ONLY, and the partitions' are attached to it, which reads nothing.
 */
final class PartitionedUnique {
  private final StatementContext context;
  private final ConstraintDef def;
  private final List<Step> leaves = new ArrayList<>();
  private final List<String> parents = new ArrayList<>();
  private final List<String> attach = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  PartitionedUnique(StatementContext context, ConstraintDef def) {
    this.context = context;
    this.def = def;
  }

  List<Step> steps(Table table, String constraint) {
    on(table, constraint);
    List<Step> steps = new ArrayList<>(leaves);
    List<String> sql = new ArrayList<>(parents);
    sql.addAll(attach);
    steps.add(
        Drafts.brief(
            "make " + constraint + " a constraint of " + table.name() + " and its partitions",
            Drafts.undo(
                "ALTER TABLE "
                    + table.name().sql()
                    + " DROP CONSTRAINT IF EXISTS "
                    + Identifier.quote(constraint)),
            sql));
    steps.add(whole(table, constraint));
    return steps;
  }

  private void on(Table table, String constraint) {
    if (table.kind() != Table.Kind.PARTITIONED) {
      QualifiedName index = table.name().sibling(constraint);
      leaves.add(
          IndexBuilt.step(index, table.name(), UniqueByIndex.indexSql(table, constraint, def)));
      leaves.add(UniqueByIndex.adopt(table, constraint, def));
      return;
    }
    parents.add(
        "ALTER TABLE ONLY "
            + table.name().sql()
            + " ADD "
            + UniqueByIndex.written(constraint, def));
    for (Table partition : context.before().children(table.name())) {
      String own = nameOn(partition);
      on(partition, own);
      attach.add(
          "ALTER INDEX "
              + table.name().sibling(constraint).sql()
              + " ATTACH PARTITION "
              + partition.name().sibling(own).sql());
    }
  }

  /** What PostgreSQL names the partition's constraint when it makes it itself. */
  private String nameOn(Table partition) {
    return context.after().indexesOf(partition.name()).stream()
        .filter(it -> context.before().index(it.name()).isEmpty() && it.constraint() != null)
        .map(Index::name)
        .map(QualifiedName::name)
        .filter(taken::add)
        .findFirst()
        .orElseGet(
            () ->
                Names.fresh(
                    partition.name().name(),
                    "key",
                    it ->
                        !taken.add(it)
                            || context.before().index(partition.name().sibling(it)).isPresent()));
  }

  /** A partition made since the plan has no constraint of its own yet. */
  private static Step whole(Table table, String constraint) {
    return Drafts.verify(
        constraint + " holds on every partition of " + table.name(),
        "SELECT indexrelid::regclass AS index FROM pg_catalog.pg_index WHERE indexrelid = "
            + Identifier.literal(table.name().sibling(constraint).sql())
            + "::regclass AND NOT indisvalid",
        "A partition was added meanwhile: give it the same constraint and attach its index.");
  }
}
