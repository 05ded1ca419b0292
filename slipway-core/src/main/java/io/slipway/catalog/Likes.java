package io.slipway.catalog;

import io.slipway.sql.Change.Like;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.QualifiedName;

/** CREATE TABLE (LIKE other INCLUDING …). */
final class Likes {
  private final Catalog catalog;

  Likes(Catalog catalog) {
    this.catalog = catalog;
  }

  void columns(QualifiedName name, Like like) {
    Table source = Known.table(catalog, like.table()).orElse(null);
    if (source == null) return;
    for (Column column : source.columns()) {
      Column copied = copied(column, name, like);
      catalog.table(name).ifPresent(it -> catalog.put(it.edit().put(copied).done()));
    }
  }

  private Column copied(Column column, QualifiedName name, Like like) {
    boolean identity = like.including().contains("IDENTITY");
    boolean generated = like.including().contains("GENERATED");
    boolean isIdentity = column.identity() != Identity.NONE;
    return new Column(
        column.name(),
        column.type(),
        column.notNull(),
        like.including().contains("DEFAULTS") ? column.defaultValue() : null,
        identity ? column.identity() : Identity.NONE,
        generated ? column.generated() : Generated.NONE,
        generated ? column.generatedAs() : null,
        column.collation(),
        identity && isIdentity ? NewColumn.sequence(name, column.name(), catalog) : null,
        like.including().contains("COMMENTS") ? column.comment() : null);
  }

  /** NOT NULL always comes along, under its old name; CHECK and keys only where asked for. */
  void constraints(QualifiedName name, Like like) {
    Table source = catalog.table(like.table()).orElse(null);
    if (source == null) return;
    for (Constraint constraint : source.constraints()) {
      boolean copied =
          constraint.kind() == Kind.NOT_NULL
              || constraint.kind() == Kind.CHECK && like.including().contains("CONSTRAINTS");
      if (copied) put(name, constraint.withValidated(constraint.enforced()));
    }
    if (like.including().contains("INDEXES")) {
      catalog.indexesOf(source.name()).forEach(index -> index(name, source, index));
    }
  }

  private void put(QualifiedName name, Constraint constraint) {
    Table table = catalog.table(name).orElse(null);
    if (table == null) return;
    boolean there =
        constraint.kind() == Kind.NOT_NULL
            && Constraints.notNullOf(table, constraint.columns().getFirst()).isPresent();
    if (!there) catalog.put(table.edit().put(constraint).done());
  }

  private void index(QualifiedName table, Table source, Index index) {
    DefaultNames names = DefaultNames.in(catalog, table);
    String columns = DefaultNames.ofElements(index.elements(), index.include());
    Constraint constraint =
        source.constraints().stream()
            .filter(it -> it.name().equals(index.constraint()))
            .findFirst()
            .orElse(null);
    String name =
        constraint == null
            ? names.relation(table.name(), columns, "idx")
            : names.indexConstraint(
                table.name(), index.primary() ? null : columns, label(constraint.kind()));
    Index copy =
        index.withName(table.sibling(name)).withTable(table).withParent(null).withValid(true);
    catalog.put(copy.withConstraint(constraint == null ? null : name));
    if (constraint != null) put(table, constraint.withName(name).withIndex(name));
  }

  private static String label(Kind kind) {
    return switch (kind) {
      case PRIMARY_KEY -> "pkey";
      case EXCLUDE -> "excl";
      case UNIQUE, CHECK, FOREIGN_KEY, NOT_NULL -> "key";
    };
  }
}
