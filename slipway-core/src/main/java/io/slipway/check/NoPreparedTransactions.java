package io.slipway.check;

/** A prepared transaction keeps its locks over restarts, and nobody is seen waiting with it. */
record NoPreparedTransactions() implements Check {
  @Override
  public String name() {
    return "no-prepared-transactions";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  private static final String QUERY =
      """
      SELECT format('%s of %s, since %s', gid, owner, prepared::timestamptz(0))
        FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared""";

  @Override
  public Verdict look(Look at) {
    return Verdict.none(
        at.sql().query(QUERY, row -> row.text(1)),
        "prepared transactions",
        "none",
        "Have whoever coordinates them finish: COMMIT PREPARED or ROLLBACK PREPARED.");
  }
}
