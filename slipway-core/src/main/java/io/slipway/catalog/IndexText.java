package io.slipway.catalog;

import io.slipway.sql.Identifier;
import io.slipway.sql.IndexElement;
import java.util.List;
import java.util.stream.Collectors;

/** CREATE INDEX spelled from what is known of an index. */
final class IndexText {
  private IndexText() {}

  static String of(Index index) {
    return "CREATE "
        + (index.unique() ? "UNIQUE " : "")
        + "INDEX "
        + Identifier.quote(index.name().name())
        + " ON "
        + index.table().sql()
        + " USING "
        + index.method()
        + " ("
        + index.elements().stream().map(IndexText::element).collect(Collectors.joining(", "))
        + ")"
        + include(index.include())
        + (index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
        + (index.predicate() == null ? "" : " WHERE " + index.predicate().sql());
  }

  private static String element(IndexElement element) {
    String key =
        element.column() != null
            ? Identifier.quote(element.column())
            : element.expression() == null ? "" : "(" + element.expression().sql() + ")";
    String collation = element.collation() == null ? "" : " COLLATE " + element.collation();
    String operators = element.operatorClass() == null ? "" : " " + element.operatorClass();
    return key + collation + operators + (element.descending() ? " DESC" : "");
  }

  private static String include(List<String> columns) {
    if (columns.isEmpty()) return "";
    return columns.stream()
        .map(Identifier::quote)
        .collect(Collectors.joining(", ", " INCLUDE (", ")"));
  }
}
