package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.time.Duration;
import java.util.Locale;

/** The first signals. */
public final class Signals {
  private Signals() {}

  /**
   * How far the slowest replica is behind, in time; by bytes where it says no time, which it does
   * when it is idle.
   */
  public static Signal replicaLag(Duration limit, long bytes) {
    return sql ->
        sql.one(
            """
            SELECT coalesce(max(extract(epoch FROM replay_lag)), 0),
                   coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), 0),
                   count(*) FILTER (WHERE state IS NULL)
              FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup'""",
            row -> {
              if (row.number(3) > 0) throw blind();
              Duration lag = Duration.ofMillis((long) (row.real(1) * 1000));
              long behind = (long) row.real(2);
              return new Reading(
                  "replica lag",
                  seconds(lag) + ", " + mebibytes(behind),
                  seconds(limit) + ", " + mebibytes(bytes),
                  lag.compareTo(limit) > 0 || behind > bytes);
            });
  }

  private static SlipwayException blind() {
    return new SlipwayException(
        Problem.of(
            "THROTTLE-2",
            Kind.USAGE,
            "replicas are attached, and their lag cannot be seen",
            "pg_stat_replication hides it from this user; a backfill could drown them."
                + " What is done stands.",
            "GRANT pg_monitor TO the user."));
  }

  /**
   * The oldest snapshot anybody holds: dead rows pile up behind it, and the table grows by all we
   * write.
   */
  public static Signal oldestSnapshot(Duration limit) {
    return sql -> {
      Duration age = oldestSnapshot(sql);
      return new Reading("oldest snapshot", seconds(age), seconds(limit), age.compareTo(limit) > 0);
    };
  }

  /** Zero where nobody holds one. */
  public static Duration oldestSnapshot(Sql sql) {
    return sql.one(
        """
        SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)
          FROM pg_stat_activity
         WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid()
           AND backend_type IN ('client backend', 'walsender')
           AND application_name NOT LIKE 'slipway/%'""",
        row -> Duration.ofMillis((long) (row.real(1) * 1000)));
  }

  /** Sessions at work that are not ours, per CPU of the server. */
  public static Signal activeBackends(double limit, int cpus) {
    return sql ->
        sql.one(
            """
            SELECT count(*) FROM pg_stat_activity
             WHERE state = 'active' AND backend_type = 'client backend'
               AND wait_event_type IS DISTINCT FROM 'Client'
               AND application_name NOT LIKE 'slipway/%'""",
            row -> {
              double perCpu = (double) row.number(1) / Math.max(1, cpus);
              return new Reading(
                  "active sessions per CPU",
                  String.format(Locale.ROOT, "%.1f", perCpu),
                  String.format(Locale.ROOT, "%.1f", limit),
                  perCpu > limit);
            });
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
