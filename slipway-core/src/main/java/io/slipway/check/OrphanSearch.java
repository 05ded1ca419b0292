package io.slipway.check;

import io.slipway.jdbc.Sql;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of one table without their parent in another.
 *
 * @param parentColumns empty: the primary key
 */
record OrphanSearch(
    QualifiedName child, List<String> columns, QualifiedName parent, List<String> parentColumns) {
  private static final int SHOWN = 5;

  /** Some keys, and the statement that would delete the rows. */
  record Found(OrphanSearch search, long rows, List<String> keys, String fix) {
    String line() {
      return fix + " -- " + rows + " rows, e.g. " + String.join("; ", keys);
    }
  }

  /** Those that new foreign keys on tables that exist already make necessary. */
  static List<OrphanSearch> of(List<Change> changes) {
    List<OrphanSearch> all = new ArrayList<>();
    for (Change change : changes) {
      if (!(change instanceof Change.AlterTable alter)) continue;
      for (TableAction action : alter.actions()) {
        if (!(action instanceof TableAction.AddConstraint add)) continue;
        ConstraintDef def = add.constraint();
        QualifiedName parent = def.references();
        if (parent == null || def.notEnforced()) continue;
        all.add(new OrphanSearch(alter.table(), def.columns(), parent, def.referencedColumns()));
      }
    }
    return all;
  }

  /** Whether both tables have the columns, and as many. */
  boolean possible(Sql sql) {
    List<String> keys = parentColumns.isEmpty() ? primaryKey(sql) : parentColumns;
    return has(sql, child, columns) && has(sql, parent, keys) && keys.size() == columns.size();
  }

  /** Nothing where a table or a column is not there yet: then no row can be wrong. */
  Found in(Sql sql) {
    List<String> keys = parentColumns.isEmpty() ? primaryKey(sql) : parentColumns;
    if (!possible(sql)) return new Found(this, 0, List.of(), "");
    String from = " FROM " + child.sql() + " AS child WHERE " + condition(keys);
    long rows = sql.rows("SELECT count(*)" + from, row -> row.number(1)).getFirst();
    if (rows == 0) return new Found(this, 0, List.of(), "");
    String values = columns.stream().map(OrphanSearch::child).collect(Collectors.joining(", "));
    List<String> samples =
        sql.rows(
            "SELECT DISTINCT " + values + from + " LIMIT " + SHOWN,
            row ->
                IntStream.rangeClosed(1, row.columns())
                    .mapToObj(i -> row.columnName(i) + "=" + row.textOrNull(i))
                    .collect(Collectors.joining(", ")));
    return new Found(this, rows, samples, "DELETE" + from + ";");
  }

  private String condition(List<String> keys) {
    String present =
        columns.stream().map(it -> child(it) + " IS NOT NULL").collect(Collectors.joining(" AND "));
    String same =
        IntStream.range(0, keys.size())
            .mapToObj(
                i -> "parent." + Identifier.quote(keys.get(i)) + " = " + child(columns.get(i)))
            .collect(Collectors.joining(" AND "));
    return present
        + " AND NOT EXISTS (SELECT FROM "
        + parent.sql()
        + " AS parent WHERE "
        + same
        + ")";
  }

  private static String child(String column) {
    return "child." + Identifier.quote(column);
  }

  private List<String> primaryKey(Sql sql) {
    return sql.query(
        """
        SELECT a.attname FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (number, place),
               pg_attribute a
         WHERE i.indrelid = to_regclass(?) AND i.indisprimary
           AND a.attrelid = i.indrelid AND a.attnum = k.number
         ORDER BY k.place""",
        row -> row.text(1),
        parent.sql());
  }

  private static boolean has(Sql sql, QualifiedName table, List<String> columns) {
    return sql.one(
        """
        SELECT to_regclass(?) IS NOT NULL AND NOT EXISTS (
          SELECT FROM unnest(?::text[]) AS c (name) WHERE NOT EXISTS (
            SELECT FROM pg_attribute
             WHERE attrelid = to_regclass(?) AND attname = c.name AND NOT attisdropped))""",
        row -> row.flag(1),
        table.sql(),
        columns.toArray(String[]::new),
        table.sql());
  }
}
