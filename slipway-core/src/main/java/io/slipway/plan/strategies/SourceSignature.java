package io.slipway.plan.strategies;

import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;

/**
 * What a table was when its copy was begun: a change of its shape since then is one the copy does
 * not have.
 *
 * @param source the table
 * @param table where the signature is kept
 */
record SourceSignature(QualifiedName source, QualifiedName table) {
  String taken() {
    return "CREATE TABLE %s AS SELECT (%s) AS signature, relfilenode AS file FROM pg_class WHERE oid = %s"
        .formatted(table.sql(), query(), oid());
  }

  /** TRUNCATE gives a table a new file, and the log knows of it. */
  String truncated() {
    return """
    UPDATE %s SET file = (SELECT c.relfilenode FROM pg_catalog.pg_class AS c
                           WHERE c.oid OPERATOR(pg_catalog.=) TG_RELID);\
    """
        .formatted(table.sql());
  }

  String isUnchanged() {
    return "(SELECT signature = (%s) AND file = (SELECT relfilenode FROM pg_class WHERE oid = %s) FROM %s)"
        .formatted(query(), oid(), table.sql());
  }

  private String query() {
    return """
    SELECT sum(hashtextextended(line, 0)) FROM (
      SELECT concat_ws(' ', attnum, attname, atttypid, atttypmod, attnotnull, attcollation, attidentity, attgenerated) AS line
        FROM pg_attribute WHERE attrelid = %1$s AND attnum > 0 AND NOT attisdropped
      UNION ALL SELECT concat_ws(' ', d.adnum, pg_get_expr(d.adbin, d.adrelid)) FROM pg_attrdef AS d WHERE d.adrelid = %1$s
      UNION ALL SELECT concat_ws(' ', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid = %1$s AND contype <> 'f'
      UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %1$s
      UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %1$s AND NOT tgisinternal AND tgname NOT LIKE E'slipway\\\\_capture\\\\_%%'
      UNION ALL SELECT concat_ws(' ', relrowsecurity, relpersistence) FROM pg_class WHERE oid = %1$s) AS lines\
    """
        .formatted(oid());
  }

  private String oid() {
    return Identifier.literal(source.sql()) + "::regclass";
  }
}
