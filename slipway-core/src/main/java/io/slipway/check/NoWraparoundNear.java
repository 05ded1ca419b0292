package io.slipway.check;

/** Shortly before its transaction numbers run out the server takes no more writes. */
record NoWraparoundNear(Limits limits) implements Check {
  @Override
  public String name() {
    return "no-wraparound-near";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  private static final String QUERY =
      """
      SELECT datname, greatest(age(datfrozenxid), mxid_age(datminmxid))
        FROM pg_database ORDER BY 2 DESC LIMIT 1""";

  @Override
  public Verdict look(Look at) {
    return at.sql().one(QUERY, row -> verdict(row.text(1), row.number(2)));
  }

  private Verdict verdict(String database, long age) {
    String seen = "%s is %,d old".formatted(database, age);
    String limit = "at most %,d transactions".formatted(limits.transactionIds());
    return age <= limits.transactionIds()
        ? Verdict.pass(seen, limit)
        : Verdict.fail(
            seen, limit, "VACUUM (FREEZE) the oldest tables first; end what holds old snapshots.");
  }
}
