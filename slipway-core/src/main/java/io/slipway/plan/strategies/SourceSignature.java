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
    return "CREATE TABLE " + table.sql() + " AS SELECT (" + query() + ") AS signature";
  }

  String isUnchanged() {
    return "(SELECT signature FROM " + table.sql() + ") = (" + query() + ")";
  }

  private String query() {
    String oid = Identifier.literal(source.sql()) + "::regclass";
    return """
    SELECT sum(hashtextextended(line, 0)) FROM (
      SELECT concat_ws(' ', attnum, attname, atttypid, atttypmod, attnotnull, attcollation, attidentity, attgenerated) AS line
        FROM pg_attribute WHERE attrelid = %1$s AND attnum > 0 AND NOT attisdropped
      UNION ALL SELECT concat_ws(' ', d.adnum, pg_get_expr(d.adbin, d.adrelid)) FROM pg_attrdef AS d WHERE d.adrelid = %1$s
      UNION ALL SELECT concat_ws(' ', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid = %1$s AND contype <> 'f'
      UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %1$s
      UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %1$s AND NOT tgisinternal AND tgname NOT LIKE E'slipway\\\\_capture\\\\_%%'
      UNION ALL SELECT concat_ws(' ', relfilenode, relrowsecurity, relpersistence) FROM pg_class WHERE oid = %1$s) AS lines\
    """
        .formatted(oid);
  }
}
