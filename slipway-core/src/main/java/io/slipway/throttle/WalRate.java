package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * WAL written, in percent of the rate at which {@code max_wal_size} forces checkpoints closer
 * together than {@code checkpoint_warning} – PostgreSQL's own word for too often. 18 tells what our
 * sessions wrote; before it only the whole server's WAL can be seen.
 */
final class WalRate implements Signal {
  static final Kind KIND =
      new Kind(
          "wal-rate",
          "WAL rate against max_wal_size",
          new Limits(100, 1000, Unit.PERCENT),
          around -> new WalRate(around.runId()));

  private static final int WINDOW = 10;

  /** A checkpoint is asked for when this much was written since the last one began. */
  private static final String CAPACITY =
      """
      SELECT pg_size_bytes(current_setting('max_wal_size'))
               / (1 + current_setting('checkpoint_completion_target')::float8)
               / greatest(extract(epoch FROM current_setting('checkpoint_warning')::interval), 30),
             current_setting('server_version_num')::int""";

  private static final String WHOLE = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')";
  private static final String OURS =
      """
      SELECT coalesce(sum(w.wal_bytes), 0)
        FROM pg_stat_activity a, LATERAL pg_stat_get_backend_wal(a.pid) w
       WHERE a.application_name LIKE 'slipway/' || ? || '/%'""";

  private record Mark(Instant at, double bytes) {}

  private final String runId;
  private final Deque<Mark> marks = new ArrayDeque<>();

  private WalRate(String runId) {
    this.runId = runId;
  }

  @Override
  public Sample read(Sql sql, Instant now) {
    record Server(double capacity, boolean tellsOurs) {}
    Server server = sql.one(CAPACITY, row -> new Server(row.real(1), row.number(2) >= 180000));
    double bytes =
        server.tellsOurs
            ? sql.one(OURS, row -> row.real(1), runId)
            : sql.one(WHOLE, row -> row.real(1));
    // A session of ours that ended took its counter with it.
    if (!marks.isEmpty() && bytes < marks.getLast().bytes) marks.clear();
    marks.addLast(new Mark(now, bytes));
    if (marks.size() > WINDOW) marks.removeFirst();
    double rate = rate();
    String whose = server.tellsOurs ? " by us" : " by the whole server";
    return new Sample(100 * rate / server.capacity, Unit.BYTES.show(rate) + "/s" + whose);
  }

  private double rate() {
    Mark first = marks.getFirst();
    Mark last = marks.getLast();
    double seconds = Duration.between(first.at, last.at).toNanos() / 1e9;
    return seconds <= 0 ? 0 : (last.bytes - first.bytes) / seconds;
  }
}
