package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Enums, domains and the other types users make. */
final class Types {
  private final Catalog catalog;

  Types(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Change.CreateType create) {
    QualifiedName name = qualified(create.type());
    boolean isEnum = create.form().equalsIgnoreCase("enum");
    catalog.put(
        isEnum
            ? new TypeDef.EnumType(name, create.labels(), List.of(), catalog.ageNow())
            : new TypeDef.OtherType(name, create.form()));
  }

  private QualifiedName qualified(QualifiedName written) {
    return written.schema() == null ? written.in(catalog.creationSchema()) : written;
  }

  void alter(Change.AlterEnum alter) {
    if (!(catalog.type(alter.type()).orElse(null) instanceof TypeDef.EnumType type)) return;
    List<String> labels = new ArrayList<>(type.labels());
    List<String> added = new ArrayList<>(type.labelsAddedInTransaction());
    if (!alter.adds()) labels.replaceAll(it -> it.equals(alter.oldLabel()) ? alter.newLabel() : it);
    else if (!labels.contains(alter.newLabel())) {
      labels.add(place(labels, alter), alter.newLabel());
      if (catalog.inTransaction()) added.add(alter.newLabel());
    }
    catalog.put(new TypeDef.EnumType(type.name(), labels, added, type.age()));
  }

  private static int place(List<String> labels, Change.AlterEnum alter) {
    int neighbour = alter.neighbour() == null ? -1 : labels.indexOf(alter.neighbour());
    if (neighbour < 0) return labels.size();
    return alter.after() ? neighbour + 1 : neighbour;
  }

  void create(Change.CreateDomain create) {
    catalog.put(
        new TypeDef.DomainType(
            qualified(create.domain()),
            create.base(),
            create.notNull(),
            create.defaultValue() != null,
            named(create.domain(), create.constraints())));
  }

  private List<ConstraintDef> named(QualifiedName domain, List<ConstraintDef> constraints) {
    List<ConstraintDef> all = new ArrayList<>();
    for (ConstraintDef constraint : constraints) {
      if (constraint.kind() == ConstraintDef.Kind.CHECK) all.add(named(domain, constraint, all));
    }
    return all;
  }

  private static ConstraintDef named(
      QualifiedName domain, ConstraintDef constraint, List<ConstraintDef> others) {
    if (constraint.name() != null) return constraint;
    String name = DefaultNames.compose(domain.name(), null, "check");
    for (int pass = 1; has(others, name); pass++) {
      name = DefaultNames.compose(domain.name(), null, "check" + pass);
    }
    return withName(constraint, name);
  }

  private static boolean has(List<ConstraintDef> constraints, String name) {
    return constraints.stream().anyMatch(it -> name.equals(it.name()));
  }

  private static ConstraintDef withName(ConstraintDef it, String name) {
    return new ConstraintDef(
        it.kind(),
        name,
        it.columns(),
        it.check(),
        it.references(),
        it.referencedColumns(),
        it.onDelete(),
        it.onUpdate(),
        it.deferrable(),
        it.initiallyDeferred(),
        it.usingIndex(),
        it.notValid(),
        it.notEnforced(),
        it.nullsNotDistinct(),
        it.sql());
  }

  void alter(Change.AlterDomain alter) {
    if (!(catalog.type(alter.domain()).orElse(null) instanceof TypeDef.DomainType domain)) return;
    catalog.put(altered(domain, alter));
  }

  private TypeDef.DomainType altered(TypeDef.DomainType domain, Change.AlterDomain alter) {
    String name = alter.constraintName() == null ? "" : alter.constraintName();
    return switch (alter.action()) {
      case "SET DEFAULT" -> with(domain, domain.notNull(), true, domain.constraints());
      case "DROP DEFAULT" -> with(domain, domain.notNull(), false, domain.constraints());
      case "SET NOT NULL" -> with(domain, true, domain.hasDefault(), domain.constraints());
      case "DROP NOT NULL" -> with(domain, false, domain.hasDefault(), domain.constraints());
      case "ADD CONSTRAINT" -> added(domain, alter);
      case "DROP CONSTRAINT" -> {
        List<ConstraintDef> kept =
            domain.constraints().stream().filter(it -> !name.equals(it.name())).toList();
        yield with(domain, domain.notNull(), domain.hasDefault(), kept);
      }
      default -> domain; // VALIDATE CONSTRAINT: a domain's record does not say whether it is valid
    };
  }

  private static TypeDef.DomainType added(TypeDef.DomainType domain, Change.AlterDomain alter) {
    ConstraintDef constraint = alter.constraint();
    if (constraint == null) return domain;
    if (constraint.kind() == ConstraintDef.Kind.NOT_NULL) {
      return with(domain, true, domain.hasDefault(), domain.constraints());
    }
    List<ConstraintDef> all = new ArrayList<>(domain.constraints());
    all.add(named(domain.name(), constraint, all));
    return with(domain, domain.notNull(), domain.hasDefault(), all);
  }

  private static TypeDef.DomainType with(
      TypeDef.DomainType it, boolean notNull, boolean hasDefault, List<ConstraintDef> constraints) {
    return new TypeDef.DomainType(it.name(), it.base(), notNull, hasDefault, constraints);
  }

  void drop(QualifiedName written, boolean cascade) {
    TypeDef type = catalog.type(written).orElse(null);
    if (type == null) return;
    if (cascade) {
      for (Table table : List.copyOf(catalog.tables())) dropColumnsOf(table, type.name());
    }
    catalog.removeType(type.name());
  }

  private void dropColumnsOf(Table table, QualifiedName type) {
    for (Column column : table.columns()) {
      if (!isOf(column.type(), type)) continue;
      catalog
          .table(table.name())
          .ifPresent(it -> new DroppedColumn(catalog).drop(it, column.name()));
    }
  }

  private boolean isOf(SqlType columnType, QualifiedName type) {
    if (!columnType.name().equals(type.name())) return false;
    QualifiedName written = QualifiedName.of(columnType.schema(), columnType.name());
    Optional<TypeDef> resolved = catalog.type(written);
    return resolved.isPresent() && resolved.get().name().equals(type);
  }

  /** The type elsewhere, or under another name; columns of it follow. */
  void move(QualifiedName written, QualifiedName to) {
    TypeDef type = catalog.type(written).orElse(null);
    if (type == null) return;
    for (Table table : List.copyOf(catalog.tables())) {
      if (table.columns().stream().noneMatch(it -> isOf(it.type(), type.name()))) continue;
      catalog.put(
          table
              .edit()
              .eachColumn(it -> isOf(it.type(), type.name()) ? it.withType(named(it, to)) : it)
              .done());
    }
    catalog.removeType(type.name());
    catalog.put(moved(type, to));
  }

  private static SqlType named(Column column, QualifiedName to) {
    SqlType type = column.type();
    String sql = to.sql() + "[]".repeat(type.arrayDimensions());
    return new SqlType(to.schema(), to.name(), type.modifiers(), type.arrayDimensions(), sql);
  }

  private static TypeDef moved(TypeDef type, QualifiedName to) {
    return switch (type) {
      case TypeDef.EnumType it ->
          new TypeDef.EnumType(to, it.labels(), it.labelsAddedInTransaction(), it.age());
      case TypeDef.DomainType it ->
          new TypeDef.DomainType(to, it.base(), it.notNull(), it.hasDefault(), it.constraints());
      case TypeDef.OtherType it -> new TypeDef.OtherType(to, it.form());
    };
  }
}
