package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table.Kind;
import io.slipway.plan.rewrite.ColumnText;
import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import io.slipway.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CREATE INDEX statements, changed by token position. */
final class IndexText {
  private IndexText() {}

  /** The same index, under that name, built CONCURRENTLY; IF NOT EXISTS is left out. */
  static String concurrently(String createIndex, String name) {
    return head(createIndex, " INDEX CONCURRENTLY ", name) + rest(createIndex);
  }

  /** A dropped index, back with its comment; a partitioned one with its partitions' indexes. */
  static List<String> restored(Catalog catalog, Index index) {
    List<Index> attached = catalog.attachedTo(index.name());
    List<String> sql = new ArrayList<>();
    boolean onParent =
        catalog.table(index.table()).filter(it -> it.kind() == Kind.PARTITIONED).isPresent();
    String name = index.name().name();
    String create = definition(index);
    sql.add(onParent ? onOnly(create, name, index.table().sql()) : concurrently(create, name));
    for (Index child : attached) {
      sql.addAll(restored(catalog, child));
      sql.add("ALTER INDEX " + index.name().sql() + " ATTACH PARTITION " + child.name().sql());
    }
    if (index.comment() != null) sql.add(Comments.onIndex(index.name(), index.comment()));
    return sql;
  }

  /** The same index on the partitioned parent alone. */
  static String onOnly(String createIndex, String name, String table) {
    return head(createIndex, " INDEX ", name) + "ON ONLY " + table + afterTable(createIndex);
  }

  /** The same index on another table. */
  static String concurrentlyOn(String createIndex, String name, String table) {
    return head(createIndex, " INDEX CONCURRENTLY ", name)
        + "ON "
        + table
        + afterTable(createIndex);
  }

  /** The same index on another table, which nobody uses yet. */
  static String on(String createIndex, String name, String table) {
    return head(createIndex, " INDEX ", name) + "ON " + table + afterTable(createIndex);
  }

  /** The same index on a column of another name. */
  static String renamedColumn(String createIndex, String column, String newName) {
    List<Token> tokens = Tokens.of(createIndex);
    int open = Tokens.find(tokens, 0, "(").orElseThrow();
    return ColumnText.renamed(
        createIndex, column, newName, tokens.get(open).start(), createIndex.length());
  }

  /** CREATE INDEX for an index whose definition is a constraint's. */
  static String definition(Index index) {
    if (Tokens.of(index.definition()).getFirst().is("CREATE")) return index.definition();
    String columns =
        index.elements().stream()
            .map(element -> element.column() == null ? "" : Identifier.quote(element.column()))
            .collect(Collectors.joining(", "));
    String include =
        index.include().isEmpty()
            ? ""
            : index.include().stream()
                .map(Identifier::quote)
                .collect(Collectors.joining(", ", " INCLUDE (", ")"));
    return (index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
        + Identifier.quote(index.name().name())
        + " ON "
        + index.table().sql()
        + " ("
        + columns
        + ")"
        + include
        + (index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "");
  }

  private static String head(String createIndex, String index, String name) {
    boolean unique = Tokens.of(createIndex).get(1).is("UNIQUE");
    return (unique ? "CREATE UNIQUE" : "CREATE") + index + Identifier.quote(name) + " ";
  }

  /** From ON. */
  private static String rest(String createIndex) {
    List<Token> tokens = Tokens.of(createIndex);
    return createIndex.substring(tokens.get(on(tokens)).start());
  }

  private static String afterTable(String createIndex) {
    List<Token> tokens = Tokens.of(createIndex);
    int i = on(tokens) + 1;
    if (tokens.get(i).is("ONLY")) i++;
    while (tokens.get(i + 1).is(".")) i += 2;
    return createIndex.substring(tokens.get(i).end());
  }

  /** The ON in front of the table: a name before it may be spelled "on" only in quotes. */
  private static int on(List<Token> tokens) {
    return Tokens.find(tokens, 0, "ON").orElseThrow();
  }
}
