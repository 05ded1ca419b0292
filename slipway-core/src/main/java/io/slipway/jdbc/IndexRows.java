package io.slipway.jdbc;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Index;
import io.slipway.sql.IndexElement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Indexes; the keys that are not plain columns come first. */
final class IndexRows {
  private static final int DESCENDING = 1;

  private final CatalogRows relations;
  private final ParsedTexts parsed;
  private final Map<Long, Map<Integer, Key>> keys = new HashMap<>();
  private final Map<Long, Index> indexes = new LinkedHashMap<>();
  private final Map<Long, Long> parents = new HashMap<>();

  /** What is special about one key of an index. */
  private record Key(
      @Nullable String expression, @Nullable String operatorClass, @Nullable String collation) {
    static final Key PLAIN = new Key(null, null, null);
  }

  IndexRows(CatalogRows relations, ParsedTexts parsed) {
    this.relations = relations;
    this.parsed = parsed;
  }

  void key(Cells row) throws SQLException {
    Key key = new Key(row.getString(3), row.getString(4), row.getString(5));
    keys.computeIfAbsent(row.getLong(1), it -> new HashMap<>()).put(row.getInt(2), key);
  }

  void index(Cells row) throws SQLException {
    long oid = row.getLong(1);
    RelationDraft table = relations.draft(row.getLong(3));
    if (table == null) return;
    long parent = row.getLong(14);
    if (parent != 0) parents.put(oid, parent);
    String[] attnums = row.text(10).split(" ", -1);
    String[] options = row.text(11).split(" ", -1);
    int keyCount = row.getInt(9);
    indexes.put(
        oid,
        new Index(
            table.name().sibling(row.text(2)),
            table.name(),
            row.getBoolean(4),
            row.getBoolean(5),
            row.getBoolean(6),
            row.getBoolean(7),
            row.text(8),
            elements(table, attnums, options, keys.getOrDefault(oid, Map.of())),
            included(table, attnums, keyCount),
            parsed.expressionOrNull(row.getString(12)),
            row.getString(13),
            null,
            row.text(15),
            row.getString(16)));
  }

  private List<IndexElement> elements(
      RelationDraft table, String[] attnums, String[] options, Map<Integer, Key> special) {
    List<IndexElement> elements = new ArrayList<>();
    for (int i = 0; i < options.length; i++) {
      Key key = special.getOrDefault(i + 1, Key.PLAIN);
      elements.add(
          new IndexElement(
              table.column(Integer.parseInt(attnums[i])),
              parsed.expressionOrNull(key.expression()),
              key.operatorClass(),
              key.collation(),
              (Integer.parseInt(options[i]) & DESCENDING) != 0));
    }
    return elements;
  }

  private static List<String> included(RelationDraft table, String[] attnums, int keyCount) {
    List<String> included = new ArrayList<>();
    for (int i = keyCount; i < attnums.length; i++) {
      String column = table.column(Integer.parseInt(attnums[i]));
      if (column != null) included.add(column);
    }
    return included;
  }

  void into(Catalog catalog) {
    indexes.forEach((oid, index) -> catalog.put(withParent(oid, index)));
  }

  private Index withParent(long oid, Index it) {
    Long parentOid = parents.get(oid);
    Index parent = parentOid == null ? null : indexes.get(parentOid);
    return parent == null ? it : it.withParent(parent.name());
  }
}
