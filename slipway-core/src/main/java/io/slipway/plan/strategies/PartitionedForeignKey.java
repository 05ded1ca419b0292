package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.plan.rewrite.Names;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.Identifier;
import java.util.ArrayList;
import java.util.List;

/**
 * A foreign key of a partitioned table before 18, where it cannot be NOT VALID (0A000): every
 * partition gets its own in two steps, and the parent's adopts them, which reads nothing.
 */
final class PartitionedForeignKey {
  private final StatementContext context;
  private final ConstraintDef def;

  PartitionedForeignKey(StatementContext context, ConstraintDef def) {
    this.context = context;
    this.def = def;
  }

  List<Step> steps(Table table, String name) {
    List<Step> steps = new ArrayList<>();
    for (Table leaf : leaves(table)) {
      String own = Names.free(name, it -> leaf.constraint(it).isPresent());
      steps.addAll(ConstraintInTwoSteps.steps(leaf, own, def.sql()));
    }
    steps.add(
        Drafts.brief(
            "add constraint " + name + " on " + table.name() + ", which its partitions prove",
            Drafts.undo(
                "ALTER TABLE "
                    + table.name().sql()
                    + " DROP CONSTRAINT IF EXISTS "
                    + Identifier.quote(name)),
            "ALTER TABLE " + table.name().sql() + " ADD " + Definitions.named(name, def.sql())));
    return steps;
  }

  private List<Table> leaves(Table table) {
    return context.before().children(table.name()).stream()
        .flatMap(
            it -> it.kind() == Table.Kind.PARTITIONED ? leaves(it).stream() : List.of(it).stream())
        .toList();
  }
}
