package io.slipway.check;

/** A run opens a few sessions, and the application must be able to open more. */
record ConnectionsToSpare(Limits limits) implements Check {
  @Override
  public String name() {
    return "connections-to-spare";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Verdict look(Look at) {
    return at.sql()
        .one(
            """
            SELECT current_setting('max_connections')::int
                   - current_setting('superuser_reserved_connections')::int
                   - coalesce(current_setting('reserved_connections', true)::int, 0)
                   - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')""",
            row -> verdict(row.number(1)));
  }

  private Verdict verdict(long spare) {
    String limit = "at least " + limits.spareConnections() + " to spare";
    return spare >= limits.spareConnections()
        ? Verdict.pass(spare + " to spare", limit)
        : Verdict.fail(
            spare + " to spare",
            limit,
            "Close idle sessions, shrink the application's pools, or raise max_connections.");
  }
}
