package io.slipway.backfill;

import io.slipway.jdbc.Sql;
import java.util.List;
import java.util.Optional;

/** What the catalog says about the table of a backfill. */
final class TableFacts {
  private TableFacts() {}

  /**
   * A column of the key.
   *
   * @param type as {@code format_type} prints it
   */
  record KeyColumn(String name, String type, boolean isNotNull, boolean isInteger) {}

  /** The columns of the key that exist, in its order. */
  static List<KeyColumn> key(Sql sql, String table, List<String> names) {
    return sql.query(
        """
        SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
          FROM unnest(?::text[]) WITH ORDINALITY AS k (name, place)
          JOIN pg_attribute a ON a.attrelid = to_regclass(?) AND a.attname = k.name
                             AND NOT a.attisdropped
         ORDER BY k.place""",
        row -> new KeyColumn(row.text(1), row.text(2), row.flag(3), row.flag(4)),
        names.toArray(String[]::new),
        table);
  }

  /** Whether a valid btree over the whole table begins with these columns. */
  static boolean hasIndex(Sql sql, String table, List<String> names) {
    return sql.one(
        """
        SELECT EXISTS (
          SELECT FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
           WHERE i.indrelid = to_regclass(?) AND i.indisvalid AND i.indpred IS NULL
             AND (SELECT array_agg(a.attname::text ORDER BY x.place)
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS x (attnum, place)
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = x.attnum
                   WHERE x.place <= cardinality(?::text[])) = ?::text[])""",
        row -> row.flag(1),
        table,
        names.toArray(String[]::new),
        names.toArray(String[]::new));
  }

  /** The planner's estimate for the table and all below it; 0 where it was never analysed. */
  static long estimatedRows(Sql sql, String table) {
    return sql.one(
        """
        WITH RECURSIVE tree AS (
          SELECT to_regclass(?)::oid AS oid
          UNION ALL SELECT i.inhrelid FROM pg_inherits i JOIN tree ON i.inhparent = tree.oid)
        SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint
          FROM tree JOIN pg_class c USING (oid) WHERE c.relkind = 'r'""",
        row -> row.number(1),
        table);
  }

  /** A table with pages of its own. */
  record Heap(String relation, long blocks, double rowsPerBlock) {}

  /** The table itself, or its partitions and children. */
  static List<Heap> heaps(Sql sql, String table) {
    return sql.query(
        """
        WITH RECURSIVE tree AS (
          SELECT to_regclass(?)::oid AS oid
          UNION ALL SELECT i.inhrelid FROM pg_inherits i JOIN tree ON i.inhparent = tree.oid)
        SELECT format('%I.%I', n.nspname, c.relname),
               pg_relation_size(c.oid) / current_setting('block_size')::int,
               CASE WHEN c.relpages > 0 AND c.reltuples > 0 THEN c.reltuples / c.relpages
                    ELSE 50 END
          FROM tree JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind = 'r' ORDER BY 1""",
        row -> new Heap(row.text(1), row.number(2), Math.max(1, row.real(3))), table);
  }

  static Optional<Heap> heap(Sql sql, String relation) {
    return heaps(sql, relation).stream().filter(it -> it.relation().equals(relation)).findFirst();
  }
}
