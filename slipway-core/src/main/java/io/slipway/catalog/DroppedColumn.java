package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.List;

/** DROP COLUMN: with everything that stands on the column, on children too. */
final class DroppedColumn {
  private final Catalog catalog;

  DroppedColumn(Catalog catalog) {
    this.catalog = catalog;
  }

  void drop(Table table, String column) {
    Column dropped = table.column(column).orElse(null);
    if (dropped == null) return;
    constraints(table.name(), column);
    for (Index index : List.copyOf(catalog.indexesOf(table.name()))) {
      if (index.mentions(column)) new Indexes(catalog).remove(index.name());
    }
    if (dropped.ownedSequence() != null) catalog.removeTable(dropped.ownedSequence());
    views(table.name(), column);
    catalog.policies(table.name()).stream()
        .filter(policy -> policy.columns().contains(column))
        .forEach(policy -> catalog.removePolicy(table.name(), policy.name()));
    removeFrom(table.name(), column);
    for (Table child : List.copyOf(catalog.children(table.name()))) drop(child, column);
  }

  private void constraints(QualifiedName name, String column) {
    for (Constraint constraint : catalog.table(name).map(Table::constraints).orElse(List.of())) {
      if (!constraint.columns().contains(column)) continue;
      catalog
          .table(name)
          .ifPresent(it -> new Constraints(catalog).drop(it, constraint.name(), true));
    }
  }

  private void views(QualifiedName table, String column) {
    View.ColumnUse use = new View.ColumnUse(table, column);
    for (View view : List.copyOf(catalog.viewsOn(table))) {
      if (!view.columnsUsed().contains(use)) continue;
      catalog.table(view.name()).ifPresent(it -> new Drops(catalog).table(it, true));
    }
  }

  private void removeFrom(QualifiedName name, String column) {
    Table table = catalog.table(name).orElse(null);
    if (table == null) return;
    TableDraft draft = table.edit().withoutColumn(column);
    draft.withoutTriggers(it -> it.columns().contains(column));
    for (Column other : table.columns()) {
      boolean computed =
          other.generatedAs() != null && other.generatedAs().columns().contains(column);
      if (computed) draft.withoutColumn(other.name());
    }
    catalog.put(draft.done());
  }
}
