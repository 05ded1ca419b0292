package io.slipway.plan.strategies;

import io.slipway.plan.Probe;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;

/** Catalog queries that say whether work outside a transaction is in place. */
final class Probes {
  private Probes() {}

  /** An INVALID index is half: it is dropped and built anew. */
  static Probe index(QualifiedName index, QualifiedName table) {
    String sql =
        """
        SELECT CASE WHEN i.indexrelid IS NULL THEN 'absent' WHEN i.indisvalid THEN 'present'
          ELSE 'half' END
        FROM (SELECT to_regclass(%s) AS oid) AS named
        LEFT JOIN pg_catalog.pg_index i
          ON i.indexrelid = named.oid AND i.indrelid = to_regclass(%s)\
        """
            .formatted(Identifier.literal(index.sql()), Identifier.literal(table.sql()));
    return new Probe.Catalog(sql, List.of("DROP INDEX CONCURRENTLY IF EXISTS " + index.sql()));
  }

  /** DROP INDEX CONCURRENTLY marks the index INVALID first: half done can be done again. */
  static Probe indexGone(QualifiedName index) {
    return new Probe.Catalog(
        "SELECT CASE WHEN to_regclass(%s) IS NULL THEN 'present' ELSE 'absent' END"
            .formatted(Identifier.literal(index.sql())),
        List.of());
  }

  /** Done is what cannot be seen from outside; done twice does no harm. */
  static Probe repeatable() {
    return new Probe.Catalog("SELECT 'unseen'", List.of());
  }

  /**
   * A REINDEX CONCURRENTLY that died leaves INVALID indexes named {@code …_ccnew} or {@code
   * …_ccold}.
   *
   * @param leftovers what it would leave, and nobody else's index is named
   */
  static Probe reindexed(List<QualifiedName> leftovers) {
    if (leftovers.isEmpty()) return repeatable();
    String names =
        leftovers.stream()
            .map(it -> "(" + Identifier.literal(it.sql()) + ")")
            .collect(Collectors.joining(", "));
    return new Probe.Catalog(
        """
        SELECT CASE WHEN bool_or(NOT i.indisvalid) THEN 'half' ELSE 'unseen' END
        FROM (VALUES %s) AS leftover(name)
        LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = to_regclass(leftover.name)\
        """
            .formatted(names),
        leftovers.stream().map(it -> "DROP INDEX CONCURRENTLY IF EXISTS " + it.sql()).toList());
  }

  /** A DETACH that died is pending: FINALIZE ends it, after which the probe says present. */
  static Probe detached(QualifiedName parent, QualifiedName partition) {
    String sql =
        """
        SELECT CASE WHEN i.inhrelid IS NULL THEN 'present' WHEN i.inhdetachpending THEN 'half'
          ELSE 'absent' END
        FROM (SELECT to_regclass(%s) AS oid) AS named
        LEFT JOIN pg_catalog.pg_inherits i
          ON i.inhrelid = named.oid AND i.inhparent = to_regclass(%s)\
        """
            .formatted(Identifier.literal(partition.sql()), Identifier.literal(parent.sql()));
    String repair =
        "ALTER TABLE " + parent.sql() + " DETACH PARTITION " + partition.sql() + " FINALIZE";
    return new Probe.Catalog(sql, List.of(repair));
  }
}
