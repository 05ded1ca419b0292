package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** A relation under another name or in another schema, and whatever points at it with it. */
final class Moved {
  private final Catalog catalog;

  Moved(Catalog catalog) {
    this.catalog = catalog;
  }

  void relation(QualifiedName from, QualifiedName to) {
    Index index = catalog.index(from).orElse(null);
    if (index != null) {
      index(index, to);
      return;
    }
    Table table = catalog.table(from).orElse(null);
    if (table == null || from.equals(to)) return;
    List<Index> indexes = List.copyOf(catalog.indexesOf(from));
    List<Table> children = List.copyOf(catalog.children(from));
    List<Catalog.Inbound> inbound = new ArrayList<>(catalog.inboundForeignKeys(from));
    List<View> views = List.copyOf(catalog.viewsOn(from));
    List<Policy> policies = catalog.policies(from);
    boolean partlyKnown = catalog.isPartlyKnown(from);
    catalog.removeTable(from);
    Table moved = table.edit().name(to).done();
    if (partlyKnown) catalog.putPartlyKnown(moved);
    else catalog.put(moved);
    indexes.forEach(it -> index(it.withTable(to), it.name().in(to.schema())));
    children.forEach(it -> reparent(it.name(), from, to));
    inbound.forEach(it -> repoint(it.table().equals(from) ? to : it.table(), from, to));
    views.forEach(it -> reread(it, from, to));
    view(from, to);
    policies.forEach(it -> catalog.put(new Policy(it.name(), to, it.columns())));
    catalog.removePolicies(from);
    if (table.kind() == Table.Kind.SEQUENCE) owner(from, to);
    else ownedSequences(table, to);
  }

  private void index(Index index, QualifiedName to) {
    catalog.removeIndex(index.name());
    Index moved = index.withName(to);
    String owner = index.constraint();
    catalog.put(owner == null ? moved : moved.withConstraint(to.name()));
    catalog.attachedTo(index.name()).forEach(child -> catalog.put(child.withParent(to)));
    if (owner != null && !owner.equals(to.name())) constraint(index, owner, to.name());
  }

  /** A constraint and its index bear one name, whichever of the two is renamed. */
  private void constraint(Index index, String from, String to) {
    catalog
        .table(index.table())
        .ifPresent(
            table ->
                catalog.put(
                    table
                        .edit()
                        .eachConstraint(
                            it -> it.name().equals(from) ? it.withName(to).withIndex(to) : it)
                        .done()));
  }

  private void reparent(QualifiedName childName, QualifiedName from, QualifiedName to) {
    Table child = catalog.table(childName).orElse(null);
    if (child == null) return;
    List<QualifiedName> parents =
        child.parents().stream().map(it -> it.equals(from) ? to : it).toList();
    catalog.put(child.edit().parents(parents).done());
  }

  private void repoint(QualifiedName tableName, QualifiedName from, QualifiedName to) {
    Table table = catalog.table(tableName).orElse(null);
    if (table == null) return;
    catalog.put(
        table
            .edit()
            .eachConstraint(it -> from.equals(it.references()) ? it.withReferences(to) : it)
            .done());
  }

  private void reread(View view, QualifiedName from, QualifiedName to) {
    List<QualifiedName> reads = view.reads().stream().map(it -> it.equals(from) ? to : it).toList();
    List<View.ColumnUse> uses =
        view.columnsUsed().stream()
            .map(it -> it.table().equals(from) ? new View.ColumnUse(to, it.column()) : it)
            .toList();
    catalog.put(new View(view.name(), view.materialized(), reads, uses, view.definition()));
  }

  private void view(QualifiedName from, QualifiedName to) {
    View view = catalog.view(from).orElse(null);
    if (view == null) return;
    catalog.removeView(from);
    catalog.put(
        new View(to, view.materialized(), view.reads(), view.columnsUsed(), view.definition()));
  }

  private void owner(QualifiedName from, QualifiedName to) {
    for (Table table : List.copyOf(catalog.tables())) {
      if (table.columns().stream().noneMatch(it -> from.equals(it.ownedSequence()))) continue;
      catalog.put(table.edit().eachColumn(it -> owning(it, from, to)).done());
    }
  }

  private static Column owning(Column column, QualifiedName from, QualifiedName to) {
    if (!from.equals(column.ownedSequence())) return column;
    Column owning = column.withOwnedSequence(to);
    return column.defaultValue() == null ? owning : owning.withDefaultValue(NewColumn.nextval(to));
  }

  private void ownedSequences(Table table, QualifiedName to) {
    for (Column column : table.columns()) {
      QualifiedName sequence = column.ownedSequence();
      if (sequence != null) relation(sequence, sequence.in(to.schema()));
    }
  }
}
