package io.slipway.check;

/** An old transaction, idle or not, keeps locks and row versions, and every build waits for it. */
record NoLongTransactions(Limits limits) implements Check {
  @Override
  public String name() {
    return "no-long-transactions";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  /** By xact_start: query_start of a session that is idle in a transaction says nothing. */
  private static final String QUERY =
      """
      SELECT format('pid %s (%s, %s): open for %s s, %s', pid, usename, application_name,
                    extract(epoch FROM clock_timestamp() - xact_start)::int, state)
        FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
         AND backend_type = 'client backend'
         AND clock_timestamp() - xact_start > make_interval(secs => ?)
       ORDER BY xact_start""";

  @Override
  public Verdict look(Look at) {
    return Verdict.none(
        at.sql().query(QUERY, row -> row.text(1), (double) limits.transactionAge().toSeconds()),
        "long transactions",
        "none open for more than " + limits.transactionAge().toSeconds() + " s, idle ones included",
        "End them: SELECT pg_terminate_backend(pid). A session of another role shows its age only"
            + " to a member of pg_read_all_stats.");
  }
}
