package io.slipway.jdbc;

import io.slipway.catalog.Catalog;
import io.slipway.postgres.LockMode;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the application asks of a database, as <a
 * href="https://www.postgresql.org/docs/current/pgstatstatements.html">pg_stat_statements</a> has
 * it: which of its queries would wait for a lock. Empty where the extension is not there, or keeps
 * other people's queries to itself.
 *
 * @param queries the most frequent first
 */
public record Workload(List<Query> queries) {
  public static final Workload UNKNOWN = new Workload(List.of());

  public Workload {
    queries = List.copyOf(queries);
  }

  /**
   * A query, constants replaced by {@code $1}.
   *
   * @param calls since the statistics were reset
   * @param meanMs its mean time
   * @param reads relations it only reads
   * @param writes relations it changes, or locks rows of
   */
  public record Query(
      String text, long calls, double meanMs, Set<QualifiedName> reads, Set<QualifiedName> writes) {
    public Query {
      reads = Set.copyOf(reads);
      writes = Set.copyOf(writes);
    }

    private boolean waitsFor(QualifiedName relation, LockMode mode) {
      return mode.blocksReads() && reads.contains(relation)
          || mode.blocksWrites() && writes.contains(relation);
    }
  }

  /** Those that would wait while somebody holds the lock on the relation. */
  public List<Query> waitingFor(QualifiedName relation, LockMode mode) {
    return queries.stream().filter(it -> it.waitsFor(relation, mode)).toList();
  }

  private static final String SCHEMA =
      """
      SELECT quote_ident(n.nspname)
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
       WHERE e.extname = 'pg_stat_statements'
         AND current_setting('shared_preload_libraries') LIKE '%pg_stat_statements%'""";

  /** Enough to name what matters; a long tail of rare queries does not. */
  private static String queries(String schema) {
    return """
    SELECT query, sum(calls)::bigint, sum(total_exec_time) / greatest(sum(calls), 1)
      FROM %s.pg_stat_statements
     WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND query !~* '^\\s*(begin|commit|rollback|set|show|alter|create|drop|vacuum|analyze)\\M'
     GROUP BY query
     ORDER BY 2 DESC
     LIMIT 1000"""
        .formatted(schema);
  }

  static Workload read(Sql sql, SqlParser parser, Catalog catalog) {
    Optional<String> schema = sql.first(SCHEMA, row -> row.text(1));
    if (schema.isEmpty()) return UNKNOWN;
    List<Query> queries = new ArrayList<>();
    sql.rows(
            queries(schema.get()),
            row -> query(row.text(1), row.number(2), row.real(3), parser, catalog))
        .forEach(it -> it.ifPresent(queries::add));
    return new Workload(queries);
  }

  private static Optional<Query> query(
      String text, long calls, double meanMs, SqlParser parser, Catalog catalog) {
    Set<QualifiedName> reads = new HashSet<>();
    Set<QualifiedName> writes = new HashSet<>();
    for (Statement statement : parser.parse("query", text).statements()) {
      if (!(statement.change() instanceof Change.Query query)) continue;
      Set<QualifiedName> read = query.lockingClause() ? writes : reads;
      query.reads().forEach(it -> read.add(catalog.resolve(it)));
      query.alsoWrites().forEach(it -> writes.add(catalog.resolve(it)));
      if (query.target() != null) writes.add(catalog.resolve(query.target()));
    }
    // Whoever writes to a table waits for whatever stops its readers, too.
    reads.addAll(writes);
    String line = text.replaceAll("\\s+", " ").strip();
    return reads.isEmpty()
        ? Optional.empty()
        : Optional.of(new Query(line, calls, meanMs, reads, writes));
  }
}
