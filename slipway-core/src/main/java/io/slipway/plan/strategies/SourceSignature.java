package io.slipway.plan.strategies;

import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.List;

/**
 * What a table was when its copy was begun, a line a fact: a change of its shape since then is one
 * the copy does not have. Its capture triggers are in it by the transaction that made them, so that
 * one that was off for a while is found as well.
 *
 * @param source the table
 * @param table where the signature is kept
 */
record SourceSignature(QualifiedName source, QualifiedName table) {
  String taken() {
    return "CREATE TABLE %s AS SELECT kind, line FROM (%s UNION ALL %s) AS facts"
        .formatted(table.sql(), shape(), file());
  }

  /** The capture triggers are there, all of them, from this transaction on. */
  List<String> armed() {
    return List.of(
        "DELETE FROM " + table.sql() + " WHERE kind = 'capture'",
        "INSERT INTO " + table.sql() + " " + captures());
  }

  /** TRUNCATE gives a table a new file, and the log knows of it. */
  String truncated() {
    return """
    UPDATE %s SET line = (SELECT pg_catalog.concat('heap file ', c.relfilenode)
                            FROM pg_catalog.pg_class AS c
                           WHERE c.oid OPERATOR(pg_catalog.=) TG_RELID)
     WHERE kind OPERATOR(pg_catalog.=) 'file';\
    """
        .formatted(table.sql());
  }

  /** In words, what is another since; NULL where nothing is. */
  String changes() {
    return """
    (WITH now AS MATERIALIZED (%1$s UNION ALL %2$s UNION ALL %3$s),
          gone AS (SELECT line FROM %4$s EXCEPT SELECT line FROM now),
          come AS (SELECT line FROM now EXCEPT SELECT line FROM %4$s)
     SELECT string_agg(change, '; ' ORDER BY change)
       FROM (SELECT 'now: ' || line FROM come UNION ALL SELECT 'before: ' || line FROM gone) AS all_of(change))\
    """
        .formatted(shape(), file(), captures(), table.sql());
  }

  private String file() {
    return "SELECT 'file', concat('heap file ', relfilenode) FROM pg_class WHERE oid = " + oid();
  }

  private String captures() {
    return """
    SELECT 'capture', format('trigger %%s, last changed by transaction %%s', tgname, xmin)
      FROM pg_trigger WHERE tgrelid = %1$s AND tgname LIKE E'slipway\\\\_capture\\\\_%%'\
    """
        .formatted(oid());
  }

  private String shape() {
    return """
    SELECT 'shape' AS kind, concat_ws(' ', 'column', attnum, attname, format_type(atttypid, atttypmod),
             CASE WHEN attnotnull THEN 'NOT NULL' END, nullif(attcollation, 0)::regcollation,
             nullif(attidentity, ''), nullif(attgenerated, '')) AS line
      FROM pg_attribute WHERE attrelid = %1$s AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT 'shape', concat_ws(' ', 'default of column', d.adnum, pg_get_expr(d.adbin, d.adrelid)) FROM pg_attrdef AS d WHERE d.adrelid = %1$s
    UNION ALL SELECT 'shape', concat_ws(' ', 'constraint', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid = %1$s AND contype <> 'f'
    UNION ALL SELECT 'shape', pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %1$s
    UNION ALL SELECT 'shape', pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %1$s AND NOT tgisinternal AND tgname NOT LIKE E'slipway\\\\_capture\\\\_%%'
    UNION ALL SELECT 'shape', concat('row security ', relrowsecurity, ', persistence ', relpersistence) FROM pg_class WHERE oid = %1$s\
    """
        .formatted(oid());
  }

  private String oid() {
    return Identifier.literal(source.sql()) + "::regclass";
  }
}
