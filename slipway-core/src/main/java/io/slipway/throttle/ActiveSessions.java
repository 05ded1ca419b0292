package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Instant;

/**
 * Sessions at work that are not ours: per CPU of the server where {@code throttle.cpus} says how
 * many it has, else as they are. SQL cannot tell the number of CPUs, so nothing is held against it
 * unless somebody says a limit, or the number.
 */
final class ActiveSessions implements Signal {
  /** Where the number of CPUs is known. */
  static final Limits PER_CPU = new Limits(0.7, 1, Unit.NUMBER);

  static final Kind KIND =
      new Kind(
          "active-sessions",
          "active sessions",
          Limits.off(Unit.NUMBER),
          around -> new ActiveSessions(around.cpus()));

  private final int cpus;

  private ActiveSessions(int cpus) {
    this.cpus = cpus;
  }

  @Override
  public Sample read(Sql sql, Instant now) {
    return sql.one(
        """
        SELECT count(*) FROM pg_stat_activity
         WHERE state = 'active' AND backend_type = 'client backend'
           AND wait_event_type IS DISTINCT FROM 'Client'
           AND application_name NOT LIKE 'slipway/%'""",
        row ->
            cpus == 0
                ? Sample.of((double) row.number(1))
                : new Sample((double) row.number(1) / cpus, "a CPU of " + cpus));
  }
}
