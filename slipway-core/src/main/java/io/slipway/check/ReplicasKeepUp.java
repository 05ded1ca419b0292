package io.slipway.check;

import java.util.List;

/** A replica that lags falls further behind under a backfill, and its readers see old rows. */
record ReplicasKeepUp(Limits limits) implements Check {
  @Override
  public String name() {
    return "replicas-keep-up";
  }

  @Override
  public Severity severity() {
    return Severity.WARN;
  }

  private static final String QUERY =
      """
      SELECT format('%s %s: %s behind', application_name, coalesce(client_addr::text, 'local'),
                    pg_size_pretty(lag)), lag, lag IS NULL
        FROM (SELECT application_name, client_addr,
                     pg_wal_lsn_diff(pg_current_wal_lsn(),
                                     coalesce(replay_lsn, flush_lsn, write_lsn, sent_lsn)) AS lag
                FROM pg_stat_replication WHERE state IS NULL OR state <> 'backup') AS replica
       ORDER BY lag DESC NULLS FIRST""";

  /**
   * @param unknown only members of pg_monitor may see how far it is
   */
  private record Replica(String line, long bytes, boolean unknown) {}

  @Override
  public Verdict look(Look at) {
    List<Replica> all =
        at.sql().query(QUERY, row -> new Replica(row.text(1), row.number(2), row.flag(3)));
    String limit = "none more than " + (limits.lagBytes() >> 20) + " MB behind";
    List<String> late =
        all.stream().filter(it -> it.bytes() > limits.lagBytes()).map(Replica::line).toList();
    if (late.isEmpty() && all.stream().anyMatch(Replica::unknown)) {
      return Verdict.warn(
          all.size() + " replicas, whose lag this role may not see",
          limit,
          "GRANT pg_monitor TO the role.");
    }
    if (late.isEmpty()) return Verdict.pass(all.size() + " replicas, none late", limit);
    String next = "Let them catch up, or take them out of service first.";
    return Verdict.fail(late.size() + " late replicas", limit, next).with(late, late.size());
  }
}
