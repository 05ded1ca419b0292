package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.sql.Identifier;
import io.slipway.sql.IndexElement;
import java.util.List;
import java.util.stream.Collectors;

/** The columns that name a row. */
final class Keys {
  private Keys() {}

  /** As a select list, to name rows to people: the primary key, or ctid. */
  static String list(Table table) {
    List<String> key = table.primaryKey().map(Constraint::columns).orElse(List.of());
    return key.isEmpty() ? "ctid" : columns(key);
  }

  static String columns(List<String> columns) {
    return columns.stream().map(Identifier::quote).collect(Collectors.joining(", "));
  }

  /** To walk the table in ranges: the primary key, else a unique index without NULLs, else none. */
  static List<String> toWalk(Catalog catalog, Table table) {
    List<String> primary = table.primaryKey().map(Constraint::columns).orElse(List.of());
    if (!primary.isEmpty()) return primary;
    return catalog.indexesOf(table.name()).stream()
        .filter(index -> walks(table, index))
        .findFirst()
        .map(index -> index.elements().stream().map(Keys::column).toList())
        .orElse(List.of());
  }

  private static boolean walks(Table table, Index index) {
    return index.unique()
        && index.valid()
        && index.predicate() == null
        && index.method().equals("btree")
        && index.elements().stream()
            .allMatch(
                it ->
                    it.column() != null
                        && !it.descending()
                        && table
                            .column(it.column())
                            .filter(column -> column.notNull())
                            .isPresent());
  }

  private static String column(IndexElement element) {
    String column = element.column();
    if (column == null) throw new IllegalStateException("an index on an expression is no key");
    return column;
  }
}
