package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of the tables and enums that were not there before this migration. */
final class Youth {
  private final Set<QualifiedName> names;

  Youth() {
    names = new HashSet<>();
  }

  Youth(Youth from) {
    names = new HashSet<>(from.names);
  }

  void note(Table table) {
    if (table.age() != Table.Age.EXISTING) names.add(table.name());
  }

  void note(TypeDef type) {
    boolean young = type instanceof TypeDef.EnumType it && it.age() != Table.Age.EXISTING;
    if (young) names.add(type.name());
  }

  /** The transaction that made them, or added labels to them, has committed. */
  void committed(Catalog catalog, Collection<QualifiedName> changed) {
    changed.forEach(name -> age(catalog, name, Table.Age.CREATED_IN_MIGRATION));
  }

  void migrationFinished(Catalog catalog) {
    Set<QualifiedName> grown = new HashSet<>(names);
    names.clear();
    grown.forEach(name -> age(catalog, name, Table.Age.EXISTING));
  }

  private static void age(Catalog catalog, QualifiedName name, Table.Age age) {
    catalog
        .table(name)
        .filter(it -> it.age() != Table.Age.EXISTING)
        .ifPresent(it -> catalog.put(it.edit().age(age).done()));
    if (catalog.type(name).orElse(null) instanceof TypeDef.EnumType it) {
      Table.Age older = it.age() == Table.Age.EXISTING ? it.age() : age;
      catalog.put(new TypeDef.EnumType(name, it.labels(), List.of(), older));
    }
  }
}
