package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Instant;

/**
 * How far the slowest replica is behind, in seconds. A replica that is idle says no time, and after
 * a while of rest goes on saying the last one: it counts only while there is something to replay.
 */
final class ReplicaLag implements Signal {
  static final Kind KIND =
      new Kind(
          "replica-lag",
          "replica lag",
          new Limits(2, 10, Unit.SECONDS),
          around -> new ReplicaLag());

  private ReplicaLag() {}

  @Override
  public Sample read(Sql sql, Instant now) {
    return Replicas.worst(
        sql,
        "CASE WHEN replay_lsn IS DISTINCT FROM sent_lsn OR sent_lsn < pg_current_wal_lsn()"
            + " THEN extract(epoch FROM replay_lag) END");
  }
}
