package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import java.util.List;

/** Functions and procedures, and the triggers that fall with them. */
final class Routines {
  private final Catalog catalog;

  Routines(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Change.CreateRoutine create) {
    String schema = create.routine().schema();
    QualifiedName name = create.routine().in(schema == null ? catalog.creationSchema() : schema);
    String returns = create.returns();
    catalog.put(
        new Routine(
            name,
            create.argumentTypes().stream().map(SqlType::sql).toList(),
            create.language(),
            create.volatility(),
            create.body(),
            returns != null && returns.strip().equalsIgnoreCase("trigger")));
  }

  void drop(QualifiedName written, boolean cascade) {
    List<Routine> found = catalog.routines(written);
    if (found.isEmpty()) return;
    QualifiedName name = found.getFirst().name();
    catalog.removeRoutines(name);
    if (cascade) dropTriggers(name);
  }

  private void dropTriggers(QualifiedName function) {
    for (Table table : List.copyOf(catalog.tables())) {
      if (table.triggers().stream().anyMatch(it -> it.function().equals(function))) {
        catalog.put(table.edit().withoutTriggers(it -> it.function().equals(function)).done());
      }
    }
  }

  /** The routine elsewhere, or under another name; triggers follow it. */
  void move(QualifiedName written, QualifiedName to) {
    List<Routine> found = catalog.routines(written);
    if (found.isEmpty()) return;
    QualifiedName from = found.getFirst().name();
    catalog.removeRoutines(from);
    for (Routine it : found) {
      catalog.put(
          new Routine(
              to, it.argumentTypes(), it.language(), it.volatility(), it.body(), it.isTrigger()));
    }
    for (Table table : List.copyOf(catalog.tables())) {
      if (table.triggers().stream().noneMatch(it -> it.function().equals(from))) continue;
      catalog.put(
          table
              .edit()
              .eachTrigger(it -> it.function().equals(from) ? it.withFunction(to) : it)
              .done());
    }
  }
}
