package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Instant;

/** WAL that the slowest replica has still to replay: told also where it says no time. */
final class ReplicaBytes implements Signal {
  static final Kind KIND =
      new Kind(
          "replica-bytes",
          "WAL a replica has to replay",
          new Limits(64L << 20, 512L << 20, Unit.BYTES),
          around -> new ReplicaBytes());

  private ReplicaBytes() {}

  @Override
  public Sample read(Sql sql, Instant now) {
    return Replicas.worst(
        sql,
        "pg_wal_lsn_diff(pg_current_wal_lsn(), coalesce(replay_lsn, write_lsn, sent_lsn, '0/0'))");
  }
}
