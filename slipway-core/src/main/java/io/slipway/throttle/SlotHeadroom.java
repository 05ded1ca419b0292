package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Instant;

/**
 * How much of {@code max_slot_wal_keep_size} a slot has used up, in percent: past it the server
 * gives the slot up, and whoever reads from it has to begin anew. Without that setting there is
 * nothing to use up.
 */
final class SlotHeadroom implements Signal {
  static final Kind KIND =
      new Kind(
          "slot-used",
          "share of max_slot_wal_keep_size in use",
          new Limits(60, 80, Unit.PERCENT),
          around -> new SlotHeadroom());

  private SlotHeadroom() {}

  @Override
  public Sample read(Sql sql, Instant now) {
    return sql.first(
            """
            SELECT 100.0 * kept / nullif(kept + greatest(safe_wal_size, 0), 0),
                   format('slot %s, %s, %s', slot_name,
                          CASE WHEN active THEN 'active' ELSE 'inactive' END, wal_status)
              FROM pg_replication_slots,
                   LATERAL (SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) AS k(kept)
             WHERE safe_wal_size IS NOT NULL AND kept > 0
             ORDER BY 1 DESC NULLS LAST LIMIT 1""",
            row -> new Sample(row.real(1), row.text(2)))
        .orElse(Sample.of(0));
  }
}
