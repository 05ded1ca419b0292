package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The longest that somebody has waited for us, in milliseconds: who waits now, and whom the
 * watchdog saw waiting since the last look.
 */
final class BlockedSessions implements Signal {
  static final Kind KIND =
      new Kind(
          "blocked-sessions",
          "sessions blocked by us",
          new Limits(50, 500, Unit.MILLISECONDS),
          around -> new BlockedSessions(around.runId(), around.blockedByUs()));

  private static final String QUERY =
      """
      SELECT coalesce(extract(epoch FROM clock_timestamp() - l.waitstart) * 1000, 0),
             format('pid %s (%s)', l.pid, coalesce(nullif(a.application_name, ''), 'no name'))
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
       WHERE NOT l.granted AND a.application_name NOT LIKE 'slipway/%'
         AND coalesce(a.backend_type, 'client backend') = 'client backend'
         AND EXISTS (SELECT FROM unnest(pg_blocking_pids(l.pid)) AS b(pid)
                       JOIN pg_stat_activity o ON o.pid = b.pid
                      WHERE o.application_name LIKE 'slipway/' || ? || '/%')
       ORDER BY 1 DESC LIMIT 1""";

  private final String runId;
  private final Supplier<Duration> seen;

  private BlockedSessions(String runId, Supplier<Duration> seen) {
    this.runId = runId;
    this.seen = seen;
  }

  @Override
  public Sample read(Sql sql, Instant now) {
    double lately = seen.get().toNanos() / 1e6;
    return sql.first(QUERY, row -> new Sample(row.real(1), row.text(2)), runId)
        .filter(waiting -> waiting.value() >= lately)
        .orElse(Sample.of(lately));
  }
}
