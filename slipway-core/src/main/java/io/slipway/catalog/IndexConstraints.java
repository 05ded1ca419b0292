package io.slipway.catalog;

import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.IndexElement;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PRIMARY KEY, UNIQUE and EXCLUDE: constraints with an index of the same name. */
final class IndexConstraints {
  private static final Pattern METHOD = Pattern.compile("(?i)\\busing\\s+(\\w+)");
  private static final Pattern INCLUDE = Pattern.compile("(?i)\\binclude\\s*\\(([^)]*)\\)");

  private final Catalog catalog;

  IndexConstraints(Catalog catalog) {
    this.catalog = catalog;
  }

  void add(QualifiedName name, ConstraintDef def, Constraints.Mode mode) {
    Table table = catalog.table(name).orElse(null);
    if (table == null) return;
    if (def.usingIndex() != null) adopt(table, def, def.usingIndex());
    else create(table, def, mode);
  }

  /** ADD … USING INDEX: the index gets the constraint's name. */
  private void adopt(Table table, ConstraintDef def, String indexName) {
    QualifiedName old = table.name().sibling(indexName);
    String name = def.name() == null ? indexName : def.name();
    Index index = catalog.index(old).orElse(null);
    List<String> columns = index == null ? def.columns() : columns(index.elements());
    Constraint constraint = constraint(def, name, columns);
    catalog.put(table.edit().put(constraint).done());
    if (index != null) {
      boolean primary = def.kind() == Kind.PRIMARY_KEY;
      catalog.removeIndex(old);
      catalog.put(
          index.withName(table.name().sibling(name)).withConstraint(name).withPrimary(primary));
    }
    if (def.kind() == Kind.PRIMARY_KEY) columnsNotNull(table.name(), columns);
  }

  private void create(Table table, ConstraintDef def, Constraints.Mode mode) {
    List<IndexElement> elements =
        def.kind() == Kind.EXCLUDE
            ? Exclusion.elements(def.sql())
            : def.columns().stream().map(IndexConstraints::element).toList();
    List<String> include = include(def.sql());
    String name = def.name() == null ? name(table, def.kind(), elements, include) : def.name();
    List<String> columns = columns(elements);
    if (def.kind() == Kind.PRIMARY_KEY) columnsNotNull(table.name(), columns);
    Index index =
        new Index(
            table.name().sibling(name),
            table.name(),
            def.kind() != Kind.EXCLUDE,
            def.kind() == Kind.PRIMARY_KEY,
            true,
            def.nullsNotDistinct(),
            method(def),
            elements,
            include,
            null,
            name,
            null,
            Constraints.definition(def),
            null);
    put(index, constraint(def, name, columns), mode.only());
  }

  private static IndexElement element(String column) {
    return new IndexElement(column, null, null, null, false);
  }

  private String name(Table table, Kind kind, List<IndexElement> elements, List<String> include) {
    DefaultNames names = DefaultNames.in(catalog, table.name());
    String base = table.name().name();
    if (kind == Kind.PRIMARY_KEY) return names.indexConstraint(base, null, "pkey");
    String label = kind == Kind.UNIQUE ? "key" : "excl";
    return names.indexConstraint(base, DefaultNames.ofElements(elements, include), label);
  }

  /** Puts index and constraint on the table and, under names of their own, on its partitions. */
  private void put(Index index, Constraint constraint, boolean only) {
    Table table = catalog.table(index.table()).orElse(null);
    if (table == null) return;
    catalog.put(table.edit().put(constraint).done());
    boolean partitioned = table.kind() == Table.Kind.PARTITIONED;
    List<Table> partitions = partitioned ? catalog.children(table.name()) : List.of();
    Index made = index.withValid(!only || partitions.isEmpty());
    catalog.put(made.withDefinition(IndexText.of(made)));
    if (only) return;
    for (Table partition : partitions) onPartition(partition, index, constraint);
  }

  /** The partition's share of a partitioned constraint: its own that fits, or a new one. */
  void onPartition(Table partition, Index parent, Constraint constraint) {
    for (Index own : catalog.indexesOf(partition.name())) {
      if (own.constraint() != null && own.parent() == null && Indexes.fits(own, parent)) {
        catalog.put(own.withParent(parent.name()));
        return;
      }
    }
    String name = name(partition, constraint.kind(), parent.elements(), parent.include());
    if (constraint.kind() == Kind.PRIMARY_KEY) {
      columnsNotNull(partition.name(), constraint.columns());
    }
    Index index =
        parent
            .withName(partition.name().sibling(name))
            .withTable(partition.name())
            .withConstraint(name)
            .withParent(parent.name());
    put(index, constraint.withName(name).withIndex(name), false);
  }

  private void columnsNotNull(QualifiedName table, List<String> columns) {
    Constraints constraints = new Constraints(catalog);
    columns.forEach(column -> constraints.notNull(table, column, null, true));
  }

  private static Constraint constraint(ConstraintDef def, String name, List<String> columns) {
    return new Constraint(
        name,
        def.kind(),
        columns,
        null,
        null,
        List.of(),
        name,
        true,
        true,
        def.deferrable(),
        Constraints.definition(def),
        null);
  }

  private static List<String> columns(List<IndexElement> elements) {
    return elements.stream().map(IndexElement::column).filter(it -> it != null).toList();
  }

  private static String method(ConstraintDef def) {
    Matcher matcher = METHOD.matcher(def.sql());
    boolean named = def.kind() == Kind.EXCLUDE && matcher.find();
    @Nullable String method = named ? matcher.group(1) : null;
    return method == null ? "btree" : method.toLowerCase(Locale.ROOT);
  }

  private static List<String> include(String sql) {
    Matcher matcher = INCLUDE.matcher(sql);
    return matcher.find() ? Exclusion.names(matcher.group(1)) : List.of();
  }
}
