package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** Sequences, and the columns that own them. */
final class Sequences {
  private final Catalog catalog;

  Sequences(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Change.CreateSequence create) {
    String schema = create.sequence().schema();
    String target =
        create.temporary() ? Catalog.TEMPORARY : schema == null ? catalog.creationSchema() : schema;
    QualifiedName name = create.sequence().in(target);
    if (create.ifNotExists() && catalog.hasRelation(name)) return;
    Table made = Table.named(name, Table.Kind.SEQUENCE, catalog.ageNow());
    catalog.put(made.edit().temporary(create.temporary()).done());
    own(name, create.ownedByTable(), create.ownedByColumn());
  }

  void alter(Change.AlterSequence alter) {
    if (alter.ifExists() && catalog.table(alter.sequence()).isEmpty()) return;
    Known.table(catalog, alter.sequence(), Table.Kind.SEQUENCE)
        .ifPresent(it -> own(it.name(), alter.ownedByTable(), alter.ownedByColumn()));
  }

  private void own(
      QualifiedName sequence, @Nullable QualifiedName tableName, @Nullable String column) {
    if (tableName == null || column == null) return;
    Table table = catalog.table(tableName).orElse(null);
    if (table == null) return;
    catalog.put(table.edit().column(column, it -> it.withOwnedSequence(sequence)).done());
  }
}
