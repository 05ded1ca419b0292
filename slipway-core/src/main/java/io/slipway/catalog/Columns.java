package io.slipway.catalog;

import io.slipway.sql.ColumnDef;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;
import java.util.function.UnaryOperator;

/** Columns added, altered and dropped, on children too. */
final class Columns {
  private final Catalog catalog;

  Columns(Catalog catalog) {
    this.catalog = catalog;
  }

  void add(Table table, TableAction.AddColumn add) {
    ColumnDef def = add.column();
    if (add.ifNotExists() && table.column(def.name()).isPresent()) return;
    Column column = NewColumn.of(def, table.name(), catalog);
    addEverywhere(table.name(), column, table.kind() == Table.Kind.PARTITIONED);
    Constraints constraints = new Constraints(catalog);
    if (column.notNull()) notNull(table.name(), def);
    def.constraints().forEach(it -> constraints.add(table.name(), it, Constraints.Mode.CREATE));
  }

  private void addEverywhere(QualifiedName name, Column column, boolean partitioned) {
    Table table = catalog.table(name).orElse(null);
    if (table == null) return;
    catalog.put(table.edit().put(column).done());
    for (Table child : catalog.children(name)) {
      if (child.column(column.name()).isEmpty()) {
        addEverywhere(child.name(), passedOn(column, partitioned), partitioned);
      }
    }
  }

  /** A child has the column without its sequence; identity is for partitions only. */
  private static Column passedOn(Column column, boolean partition) {
    Column child = column.withOwnedSequence(null).withComment(null);
    return partition ? child : child.withIdentity(Identity.NONE);
  }

  private void notNull(QualifiedName table, ColumnDef def) {
    boolean named = def.constraints().stream().anyMatch(it -> it.kind() == Kind.NOT_NULL);
    if (!named)
      new Constraints(catalog).notNull(table, def.name(), NewColumn.notNullName(def), true);
  }

  /** A parent's column in a new child; one of that name is kept in its place. */
  void inherit(QualifiedName child, Column column, boolean partition) {
    Table table = catalog.table(child).orElse(null);
    if (table == null || table.column(column.name()).isPresent()) return;
    catalog.put(table.edit().put(passedOn(column, partition)).done());
  }

  /** CHECK and NOT NULL of every parent, under the parent's names. */
  void inheritConstraints(QualifiedName child) {
    Table table = catalog.table(child).orElse(null);
    if (table == null) return;
    TableDraft draft = table.edit();
    for (QualifiedName parent : table.parents()) {
      for (Constraint constraint :
          catalog.table(parent).map(Table::constraints).orElse(List.of())) {
        boolean inherited = constraint.kind() == Kind.CHECK || constraint.kind() == Kind.NOT_NULL;
        boolean kept =
            constraint.definition().toLowerCase(java.util.Locale.ROOT).contains("no inherit");
        if (inherited && !kept) draft.put(constraint.withComment(null));
        if (inherited && constraint.kind() == Kind.NOT_NULL && constraint.validated()) {
          constraint.columns().forEach(it -> draft.column(it, c -> c.withNotNull(true)));
        }
      }
    }
    catalog.put(draft.done());
  }

  /** Changes a column of the table and of everything under it. */
  void alter(Table table, String column, boolean only, UnaryOperator<Column> change) {
    catalog.put(table.edit().column(column, change).done());
    if (only) return;
    for (Table child : catalog.children(table.name())) alter(child, column, false, change);
  }

  void dropNotNull(Table table, String column) {
    Constraint constraint = Constraints.notNullOf(table, column).orElse(null);
    if (constraint != null) new Constraints(catalog).drop(table, constraint.name(), false);
    else alter(table, column, false, it -> it.withNotNull(false));
  }

  void addIdentity(Table table, String column, boolean always) {
    QualifiedName sequence = NewColumn.sequence(table.name(), column, catalog);
    Identity identity = always ? Identity.ALWAYS : Identity.BY_DEFAULT;
    boolean partitioned = table.kind() == Table.Kind.PARTITIONED;
    alter(table, column, !partitioned, it -> it.withIdentity(identity));
    catalog
        .table(table.name())
        .ifPresent(
            it -> catalog.put(it.edit().column(column, c -> c.withOwnedSequence(sequence)).done()));
  }

  void dropIdentity(Table table, String column) {
    table
        .column(column)
        .map(Column::ownedSequence)
        .ifPresent(sequence -> catalog.removeTable(sequence));
    alter(table, column, false, it -> it.withIdentity(Identity.NONE).withOwnedSequence(null));
  }

  void dropExpression(Table table, String column) {
    alter(table, column, false, it -> it.withGenerated(Generated.NONE).withGeneratedAs(null));
  }
}
