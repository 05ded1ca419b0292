package io.slipway.check;

/**
 * An INVALID index costs every write and serves no query; it is what a broken concurrent build
 * leaves.
 */
record NoInvalidIndexes() implements Check {
  @Override
  public String name() {
    return "no-invalid-indexes";
  }

  @Override
  public Severity severity() {
    return Severity.WARN;
  }

  private static final String QUERY =
      """
      SELECT format('%s on %s', i.indexrelid::regclass, i.indrelid::regclass)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE NOT i.indisvalid AND c.relkind = 'i'
         AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p
                          WHERE p.index_relid = i.indexrelid)
       ORDER BY 1""";

  @Override
  public Verdict look(Look at) {
    return Verdict.none(
        at.sql().query(QUERY, row -> row.text(1)),
        "invalid indexes",
        "none",
        "Build it again (REINDEX INDEX CONCURRENTLY) or drop it (DROP INDEX CONCURRENTLY).");
  }
}
