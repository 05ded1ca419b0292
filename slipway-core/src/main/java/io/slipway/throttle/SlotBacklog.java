package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Instant;

/**
 * WAL that the server keeps for the slot that is furthest behind: an inactive one keeps it until
 * the disk is full. A slot the server has given up keeps nothing.
 */
final class SlotBacklog implements Signal {
  static final Kind KIND =
      new Kind(
          "slot-backlog",
          "WAL kept for a replication slot",
          new Limits(5L << 30, 20L << 30, Unit.BYTES),
          around -> new SlotBacklog());

  private SlotBacklog() {}

  @Override
  public Sample read(Sql sql, Instant now) {
    return sql.first(
            """
            SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn),
                   format('slot %s, %s', slot_name,
                          CASE WHEN active THEN 'active' ELSE 'inactive' END)
              FROM pg_replication_slots
             WHERE restart_lsn IS NOT NULL AND wal_status IS DISTINCT FROM 'lost'
             ORDER BY 1 DESC LIMIT 1""",
            row -> new Sample(row.real(1), row.text(2)))
        .orElse(Sample.of(0));
  }
}
