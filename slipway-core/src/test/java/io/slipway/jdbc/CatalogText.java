package io.slipway.jdbc;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Column;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Policy;
import io.slipway.catalog.Routine;
import io.slipway.catalog.Table;
import io.slipway.catalog.Trigger;
import io.slipway.catalog.TypeDef;
import io.slipway.catalog.View;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.IndexElement;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A catalog as sorted lines, one fact each, so that two can be compared and the difference read.
 * Texts the server prints in its own way (expressions, definitions) are left to their columns.
 */
final class CatalogText {
  private final Catalog catalog;
  private final boolean notNullHasNames;
  private final TreeSet<String> lines = new TreeSet<>();

  private CatalogText(Catalog catalog, boolean notNullHasNames) {
    this.catalog = catalog;
    this.notNullHasNames = notNullHasNames;
  }

  /**
   * @param notNullHasNames NOT NULL is a constraint on the server: 18 and newer
   */
  static Set<String> of(Catalog catalog, boolean notNullHasNames) {
    CatalogText text = new CatalogText(catalog, notNullHasNames);
    catalog.tables().stream().filter(it -> !it.temporary()).forEach(text::table);
    catalog.indexes().stream().filter(it -> !isTemporary(it.name())).forEach(text::index);
    catalog.views().stream().filter(it -> !isTemporary(it.name())).forEach(text::view);
    catalog.types().forEach(text::type);
    catalog.allRoutines().forEach(text::routine);
    catalog.allPolicies().forEach(text::policy);
    return text.lines;
  }

  private static boolean isTemporary(QualifiedName name) {
    return "pg_temp".equals(name.schema());
  }

  private void add(Object... words) {
    StringBuilder line = new StringBuilder();
    for (Object word : words) {
      if (word == null || word.toString().isEmpty()) continue;
      if (!line.isEmpty()) line.append(' ');
      line.append(word);
    }
    lines.add(line.toString());
  }

  private void table(Table table) {
    add(
        "table",
        table.name(),
        table.kind(),
        table.parents().isEmpty() ? "" : "under " + table.parents(),
        table.partitionBound() == null ? "" : "bound " + plain(table.partitionBound()),
        table.defaultPartition() ? "default" : "",
        table.partitionBy() == null ? "" : "by " + plain(table.partitionBy()),
        table.unlogged() ? "unlogged" : "",
        table.rowSecurity() ? "rls" : "",
        replicaIdentity(table),
        table.comment() == null ? "" : "comment " + table.comment());
    // A view's columns and their types are the planner's to know; only a query's text is replayed.
    boolean told = table.kind() != Table.Kind.VIEW && catalog.knowsAllOf(table.name());
    if (told) table.columns().forEach(column -> column(table, column));
    table.constraints().forEach(constraint -> constraint(table, constraint));
    table.triggers().forEach(trigger -> trigger(table, trigger));
  }

  private static String replicaIdentity(Table table) {
    char identity = table.replicaIdentity();
    return identity == 'd' || identity == 'n' ? "" : "replica identity " + identity;
  }

  private void column(Table table, Column column) {
    add(
        "column",
        table.name() + "." + column.name(),
        type(column.type()),
        column.notNull() ? "not null" : "",
        column.defaultValue() == null ? "" : "default",
        column.identity() == io.slipway.sql.ColumnDef.Identity.NONE ? "" : column.identity(),
        column.generated() == io.slipway.sql.ColumnDef.Generated.NONE ? "" : column.generated(),
        column.generatedAs() == null
            ? ""
            : "as of " + new TreeSet<>(column.generatedAs().columns()),
        column.collation() == null ? "" : "collate " + column.collation().replace("\"", ""),
        column.ownedSequence() == null ? "" : "owns " + column.ownedSequence(),
        column.comment() == null ? "" : "comment " + column.comment());
  }

  private String type(SqlType type) {
    QualifiedName written = QualifiedName.of(type.schema(), type.name());
    String name = catalog.type(written).map(it -> it.name().toString()).orElse(type.name());
    return name
        + (type.modifiers().isEmpty() ? "" : type.modifiers())
        + "[]".repeat(Math.min(1, type.arrayDimensions()));
  }

  private void constraint(Table table, Constraint it) {
    if (it.kind() == ConstraintDef.Kind.NOT_NULL && !notNullHasNames) return;
    add(
        "constraint",
        table.name() + "." + it.name(),
        it.kind(),
        it.kind() == ConstraintDef.Kind.CHECK ? new TreeSet<>(it.columns()) : it.columns(),
        it.check() == null ? "" : "proves " + new TreeSet<>(it.check().impliesNotNull()),
        it.references() == null ? "" : "-> " + it.references() + it.referencedColumns(),
        it.validated() ? "" : "not valid",
        it.enforced() ? "" : "not enforced",
        it.deferrable() ? "deferrable" : "",
        it.index() == null ? "" : "index " + it.index(),
        it.comment() == null ? "" : "comment " + it.comment());
  }

  private void trigger(Table table, Trigger it) {
    add(
        "trigger",
        table.name() + "." + it.name(),
        it.timing(),
        new TreeSet<>(it.events()),
        it.columns().isEmpty() ? "" : "of " + it.columns(),
        it.forEachRow() ? "row" : "statement",
        it.function(),
        it.enabled());
  }

  private void index(Index it) {
    add(
        "index",
        it.name(),
        "on",
        it.table(),
        it.method(),
        it.elements().stream().map(this::element).collect(Collectors.joining(", ", "(", ")")),
        it.include().isEmpty() ? "" : "include " + it.include(),
        it.predicate() == null ? "" : "where " + new TreeSet<>(it.predicate().columns()),
        it.unique() ? "unique" : "",
        it.primary() ? "primary" : "",
        it.valid() ? "" : "invalid",
        it.nullsNotDistinct() ? "nulls not distinct" : "",
        it.constraint() == null ? "" : "of constraint " + it.constraint(),
        it.parent() == null ? "" : "under " + it.parent(),
        it.comment() == null ? "" : "comment " + it.comment());
  }

  private String element(IndexElement it) {
    String key =
        it.column() != null
            ? it.column()
            : it.expression() == null ? "?" : "expression of " + it.expression().columns();
    return key
        + (it.operatorClass() == null ? "" : " " + it.operatorClass())
        + (it.collation() == null ? "" : " collate " + it.collation().replace("\"", ""))
        + (it.descending() ? " desc" : "");
  }

  private void view(View it) {
    add("view", it.name(), it.materialized() ? "materialized" : "", "reads", sorted(it.reads()));
    it.columnsUsed()
        .forEach(use -> add("view", it.name(), "uses", use.table() + "." + use.column()));
  }

  private static Set<String> sorted(Collection<QualifiedName> names) {
    return names.stream()
        .map(QualifiedName::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void type(TypeDef type) {
    switch (type) {
      case TypeDef.EnumType it -> add("enum", it.name(), it.labels());
      case TypeDef.DomainType it ->
          add(
              "domain",
              it.name(),
              type(it.base()),
              it.notNull() ? "not null" : "",
              it.hasDefault() ? "default" : "",
              it.constraints().stream().map(ConstraintDef::name).toList());
      case TypeDef.OtherType it -> add("type", it.name(), it.form());
    }
  }

  private void routine(Routine it) {
    add(
        "routine",
        it.name() + "(" + it.argumentTypes().stream().map(CatalogText::typeText).toList() + ")",
        it.language(),
        it.volatility(),
        it.isTrigger() ? "trigger" : "");
  }

  private static String typeText(String type) {
    return type.replace("integer", "int4").replace("bigint", "int8").replace("boolean", "bool");
  }

  private void policy(Policy it) {
    add("policy", it.table() + "." + it.name(), new TreeSet<>(it.columns()));
  }

  private static String plain(String sql) {
    return sql.toLowerCase(Locale.ROOT).replaceAll("[\\s'\"]+", "");
  }
}
