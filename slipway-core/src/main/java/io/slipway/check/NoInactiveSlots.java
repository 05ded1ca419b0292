package io.slipway.check;

/** A slot nobody reads keeps every byte of write-ahead log, until the disk is full. */
record NoInactiveSlots() implements Check {
  @Override
  public String name() {
    return "no-inactive-slots";
  }

  @Override
  public Severity severity() {
    return Severity.WARN;
  }

  private static final String QUERY =
      """
      SELECT format('%s (%s): keeps %s', slot_name, slot_type,
                    pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)))
        FROM pg_replication_slots WHERE NOT active ORDER BY slot_name""";

  @Override
  public Verdict look(Look at) {
    return Verdict.none(
        at.sql().query(QUERY, row -> row.text(1)),
        "inactive replication slots",
        "none",
        "Start its reader, or drop it: SELECT pg_drop_replication_slot(name).");
  }
}
