package io.slipway.catalog;

import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Constraints added, validated, altered and dropped, on children too. */
final class Constraints {
  private static final Pattern NAMED =
      Pattern.compile("(?i)^\\s*constraint\\s+(?:\"(?:[^\"]|\"\")*\"|\\S+)\\s+");

  private final Catalog catalog;

  Constraints(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * @param creating inside CREATE TABLE, where NOT VALID is accepted and ignored
   * @param only ONLY was written: partitions are left alone
   */
  record Mode(boolean creating, boolean only) {
    static final Mode CREATE = new Mode(true, false);
    static final Mode ALTER = new Mode(false, false);
  }

  void add(QualifiedName table, ConstraintDef def, Mode mode) {
    switch (def.kind()) {
      case NOT_NULL -> def.columns().forEach(column -> notNull(table, column, def, mode));
      case CHECK -> check(table, def, mode);
      case FOREIGN_KEY -> foreignKey(table, def, mode);
      case PRIMARY_KEY, UNIQUE, EXCLUDE -> new IndexConstraints(catalog).add(table, def, mode);
    }
  }

  private void notNull(QualifiedName table, String column, ConstraintDef def, Mode mode) {
    notNull(table, column, def.name(), !def.notValid() || mode.creating());
  }

  /**
   * NOT NULL, which has been a constraint with a name since 18, here for every version. The column
   * counts as not null once the constraint holds for all rows.
   */
  void notNull(QualifiedName name, String column, @Nullable String chosen, boolean valid) {
    Table table = catalog.table(name).orElse(null);
    if (table == null || table.column(column).isEmpty()) return;
    Optional<Constraint> present = notNullOf(table, column);
    Constraint constraint =
        present
            .map(it -> it.withValidated(it.validated() || valid))
            .orElseGet(() -> newNotNull(table, column, chosen, valid));
    boolean holds = constraint.validated();
    catalog.put(table.edit().put(constraint).column(column, it -> it.withNotNull(holds)).done());
    for (Table child : catalog.children(table.name())) {
      notNull(child.name(), column, constraint.name(), valid);
    }
  }

  private Constraint newNotNull(
      Table table, String column, @Nullable String chosen, boolean valid) {
    String name =
        chosen == null
            ? DefaultNames.in(catalog, table.name())
                .constraint(table.name().name(), column, "not_null")
            : chosen;
    String definition = "NOT NULL " + io.slipway.sql.Identifier.quote(column);
    return new Constraint(
        name,
        Kind.NOT_NULL,
        List.of(column),
        null,
        null,
        List.of(),
        null,
        valid,
        true,
        false,
        definition,
        null);
  }

  static Optional<Constraint> notNullOf(Table table, String column) {
    return table.constraints().stream()
        .filter(it -> it.kind() == Kind.NOT_NULL && it.columns().contains(column))
        .findFirst();
  }

  private void check(QualifiedName name, ConstraintDef def, Mode mode) {
    Table table = catalog.table(name).orElse(null);
    if (table == null) return;
    List<String> columns = def.check() == null ? def.columns() : distinct(def.check());
    String chosen = def.name() == null ? checkName(table, columns) : def.name();
    Constraint constraint =
        new Constraint(
            chosen,
            Kind.CHECK,
            columns,
            def.check(),
            null,
            List.of(),
            null,
            (!def.notValid() || mode.creating()) && !def.notEnforced(),
            !def.notEnforced(),
            false,
            definition(def),
            null);
    addInherited(table, constraint, def.sql().toLowerCase(Locale.ROOT).contains("no inherit"));
  }

  private static List<String> distinct(Expression check) {
    return check.columns().stream().distinct().toList();
  }

  private String checkName(Table table, List<String> columns) {
    @Nullable String only = columns.size() == 1 ? columns.getFirst() : null;
    return DefaultNames.in(catalog, table.name()).constraint(table.name().name(), only, "check");
  }

  private void addInherited(Table table, Constraint constraint, boolean noInherit) {
    catalog.put(table.edit().put(constraint).done());
    if (noInherit) return;
    for (Table child : catalog.children(table.name())) {
      if (child.constraint(constraint.name()).isEmpty()) addInherited(child, constraint, false);
    }
  }

  private void foreignKey(QualifiedName name, ConstraintDef def, Mode mode) {
    Table table = catalog.table(name).orElse(null);
    if (table == null || def.references() == null) return;
    QualifiedName references = catalog.resolve(def.references());
    String chosen = def.name() == null ? foreignKeyName(table, def) : def.name();
    Constraint constraint =
        new Constraint(
            chosen,
            Kind.FOREIGN_KEY,
            def.columns(),
            null,
            references,
            referencedColumns(def, references),
            null,
            (!def.notValid() || mode.creating()) && !def.notEnforced(),
            !def.notEnforced(),
            def.deferrable(),
            definition(def),
            null);
    addToPartitions(table, constraint);
  }

  private String foreignKeyName(Table table, ConstraintDef def) {
    return DefaultNames.in(catalog, table.name())
        .constraint(table.name().name(), String.join("_", def.columns()), "fkey");
  }

  private List<String> referencedColumns(ConstraintDef def, QualifiedName references) {
    if (!def.referencedColumns().isEmpty()) return def.referencedColumns();
    return catalog
        .table(references)
        .flatMap(Table::primaryKey)
        .map(Constraint::columns)
        .orElse(List.of());
  }

  /** A foreign key of a partitioned table is on every partition too; inheritance passes none on. */
  void addToPartitions(Table table, Constraint constraint) {
    catalog.put(table.edit().put(constraint).done());
    if (table.kind() != Table.Kind.PARTITIONED) return;
    for (Table child : catalog.children(table.name())) {
      if (child.constraints().stream().noneMatch(it -> sameForeignKey(it, constraint))) {
        addToPartitions(child, constraint);
      }
    }
  }

  static boolean sameForeignKey(Constraint one, Constraint other) {
    return one.kind() == Kind.FOREIGN_KEY
        && one.columns().equals(other.columns())
        && one.referencedColumns().equals(other.referencedColumns())
        && java.util.Objects.equals(one.references(), other.references());
  }

  /** As {@code pg_get_constraintdef} has it: without the name. */
  static String definition(ConstraintDef def) {
    return NAMED.matcher(def.sql()).replaceFirst("");
  }

  void validate(Table table, String name) {
    Constraint constraint = table.constraint(name).orElse(null);
    if (constraint == null) return;
    TableDraft draft = table.edit().put(constraint.withValidated(true));
    if (constraint.kind() == Kind.NOT_NULL) {
      constraint.columns().forEach(it -> draft.column(it, column -> column.withNotNull(true)));
    }
    catalog.put(draft.done());
    for (Table child : catalog.children(table.name())) validate(child, name);
  }

  void alter(Table table, String name, boolean deferrable, @Nullable Boolean enforced) {
    Constraint constraint = table.constraint(name).orElse(null);
    if (constraint == null) return;
    boolean holds = enforced == null ? constraint.enforced() : enforced;
    boolean validated = enforced == null ? constraint.validated() : enforced;
    boolean defers = enforced == null ? deferrable : constraint.deferrable();
    Constraint altered =
        constraint.withDeferrable(defers).withEnforced(holds).withValidated(validated);
    catalog.put(table.edit().put(altered).done());
    if (table.kind() != Table.Kind.PARTITIONED) return;
    for (Table child : catalog.children(table.name())) alter(child, name, deferrable, enforced);
  }

  /** DROP CONSTRAINT: with its index, its inherited copies, and what leant on it. */
  void drop(Table table, String name, boolean only) {
    Constraint constraint = table.constraint(name).orElse(null);
    if (constraint == null) return;
    TableDraft draft = table.edit().withoutConstraints(it -> it.name().equals(name));
    if (constraint.kind() == Kind.NOT_NULL) {
      constraint.columns().forEach(it -> draft.column(it, column -> column.withNotNull(false)));
    }
    catalog.put(draft.done());
    if (constraint.index() != null) dropIndexAndItsUsers(table, constraint);
    else if (!only) dropInherited(table, constraint);
  }

  private void dropInherited(Table table, Constraint constraint) {
    boolean partitionsOnly = constraint.kind() == Kind.FOREIGN_KEY;
    for (Table child : List.copyOf(catalog.children(table.name()))) {
      if (!partitionsOnly || child.isPartition()) drop(child, constraint.name(), false);
    }
  }

  private void dropIndexAndItsUsers(Table table, Constraint constraint) {
    new Indexes(catalog).remove(table.name().sibling(constraint.index() + ""));
    List<Catalog.Inbound> leaning = new ArrayList<>(catalog.inboundForeignKeys(table.name()));
    for (Catalog.Inbound inbound : leaning) {
      if (!inbound.constraint().referencedColumns().equals(constraint.columns())) continue;
      if (hasAnotherKey(table.name(), constraint.columns())) continue;
      catalog.table(inbound.table()).ifPresent(it -> drop(it, inbound.constraint().name(), false));
    }
  }

  private boolean hasAnotherKey(QualifiedName table, List<String> columns) {
    return catalog.table(table).stream()
        .flatMap(it -> it.constraints().stream())
        .anyMatch(it -> it.index() != null && it.columns().equals(columns));
  }
}
