package io.slipway.plan;

import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.strategies.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.HashSet;
import java.util.Set;

/** The relations a piece has to do with: what it locks, and what is different after it. */
record Touched(Set<QualifiedName> relations, boolean newObjectsOnly) {
  static Touched by(StatementContext context) {
    Change change = context.piece().change();
    if (change instanceof Change.DoBlock || !context.effects().certain()) {
      return new Touched(Set.of(), false);
    }
    Set<QualifiedName> relations = new HashSet<>();
    context.effects().locks().forEach(it -> relations.add(it.relation()));
    boolean onlyNew = relations.stream().allMatch(context::isNew);
    for (Table table : context.after().tables()) {
      Table before = context.before().table(table.name()).orElse(null);
      if (table.equals(before)) continue;
      relations.add(table.name());
      onlyNew &= before == null || context.isNew(table.name());
    }
    for (Table table : context.before().tables()) {
      if (context.after().table(table.name()).isEmpty()) relations.add(table.name());
    }
    for (Index index : context.after().indexes()) {
      if (context.before().index(index.name()).isEmpty()) relations.add(index.table());
    }
    return new Touched(relations, onlyNew && !relations.isEmpty());
  }
}
