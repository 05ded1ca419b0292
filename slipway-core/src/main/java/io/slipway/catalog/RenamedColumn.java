package io.slipway.catalog;

import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** RENAME COLUMN, in everything that names the column. */
final class RenamedColumn {
  private final Catalog catalog;

  RenamedColumn(Catalog catalog) {
    this.catalog = catalog;
  }

  void rename(QualifiedName name, Renamed renamed) {
    Table table = catalog.table(name).orElse(null);
    if (table == null) return;
    catalog.put(
        table
            .edit()
            .eachColumn(renamed::of)
            .eachConstraint(renamed::of)
            .eachTrigger(it -> it.withColumns(renamed.of(it.columns())))
            .done());
    catalog.indexesOf(table.name()).forEach(index -> catalog.put(renamed.of(index)));
    inbound(table.name(), renamed);
    views(table.name(), renamed);
    for (Policy policy : catalog.policies(table.name())) {
      catalog.put(new Policy(policy.name(), policy.table(), renamed.of(policy.columns())));
    }
    for (Table child : List.copyOf(catalog.children(table.name()))) rename(child.name(), renamed);
  }

  private void inbound(QualifiedName name, Renamed renamed) {
    for (Catalog.Inbound inbound : new ArrayList<>(catalog.inboundForeignKeys(name))) {
      catalog.table(inbound.table()).ifPresent(it -> catalog.put(repointed(it, name, renamed)));
    }
  }

  private static Table repointed(Table table, QualifiedName referenced, Renamed renamed) {
    return table
        .edit()
        .eachConstraint(
            it ->
                it.kind() == Kind.FOREIGN_KEY && referenced.equals(it.references())
                    ? it.withReferencedColumns(renamed.of(it.referencedColumns()))
                    : it)
        .done();
  }

  private void views(QualifiedName table, Renamed renamed) {
    for (View view : List.copyOf(catalog.viewsOn(table))) {
      List<View.ColumnUse> uses =
          view.columnsUsed().stream()
              .map(
                  it ->
                      it.table().equals(table)
                          ? new View.ColumnUse(table, renamed.of(it.column()))
                          : it)
              .toList();
      catalog.put(
          new View(view.name(), view.materialized(), view.reads(), uses, view.definition()));
    }
  }
}
