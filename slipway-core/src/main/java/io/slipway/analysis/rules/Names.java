package io.slipway.analysis.rules;

import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Table;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is certain about names. Statements inside a body may be guarded by a condition or an
 * exception handler: about them nothing is.
 */
record Names(StatementContext in) {
  private static final Set<String> OF_EVERY_TABLE =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  private Catalog before() {
    return in.before();
  }

  /** The relation does not exist, wherever it is looked for. */
  boolean isMissing(QualifiedName relation) {
    if (in.inBody() || !before().complete() || isServers(relation)) return false;
    return before().table(relation).isEmpty()
        && before().index(relation).isEmpty()
        && before().type(relation).isEmpty();
  }

  /** The catalog holds users' relations only. */
  private static boolean isServers(QualifiedName relation) {
    String schema = relation.schema();
    if (schema == null) return relation.name().startsWith("pg_");
    return schema.startsWith("pg_") || schema.equals("information_schema");
  }

  /** A table every column, constraint and index of which is known. */
  Optional<Table> whole(QualifiedName table) {
    return in.inBody() || !before().knowsAllOf(table) ? Optional.empty() : in.table(table);
  }

  boolean isMissing(QualifiedName table, String column) {
    return whole(table)
        .filter(it -> it.column(column).isEmpty() && !OF_EVERY_TABLE.contains(column))
        .isPresent();
  }

  Optional<String> firstMissing(QualifiedName table, List<String> columns) {
    return columns.stream().filter(it -> isMissing(table, it)).findFirst();
  }

  static boolean isOfEveryTable(String column) {
    return OF_EVERY_TABLE.contains(column);
  }

  /** Where CREATE puts an object of that name. */
  QualifiedName created(QualifiedName name) {
    return name.schema() == null ? name.in(before().creationSchema()) : name;
  }

  /**
   * A relation of that very name is there: tables, views, sequences and indexes share one space.
   */
  boolean isTaken(QualifiedName name) {
    QualifiedName made = created(name);
    return !in.inBody() && (before().table(made).isPresent() || before().index(made).isPresent());
  }
}
