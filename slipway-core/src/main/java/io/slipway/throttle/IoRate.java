package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Reads and writes a second of the whole server, as PostgreSQL counts what it asks of the operating
 * system: whatever that answers from its own cache is in it.
 */
final class IoRate implements Signal {
  static final Kind KIND =
      new Kind(
          "iops", "reads and writes a second", Limits.off(Unit.NUMBER), around -> new IoRate());

  private static final String BY_OPERATION =
      """
      SELECT coalesce(sum(coalesce(reads, 0) + coalesce(writes, 0) + coalesce(extends, 0)), 0)
        FROM pg_stat_io""";

  private static final String BY_BLOCK =
      """
      SELECT (SELECT coalesce(sum(blks_read), 0) FROM pg_stat_database)
               + buffers_checkpoint + buffers_clean + buffers_backend
        FROM pg_stat_bgwriter""";

  private static final int WINDOW = 5;

  private record Mark(Instant at, double count) {}

  private final Deque<Mark> marks = new ArrayDeque<>();

  private IoRate() {}

  @Override
  public Optional<Caveat> caveat(Sql sql) {
    return Optional.of(
        new Caveat(
            hasOperations(sql)
                ? "maxIOPS is held against what pg_stat_io counts: reads and writes of the whole"
                    + " server, also those the operating system's cache answers"
                : "maxIOPS is held against blocks read and written by the whole server: before"
                    + " PostgreSQL 16 it counts nothing better",
            false));
  }

  private static boolean hasOperations(Sql sql) {
    return sql.one(
        "SELECT current_setting('server_version_num')::int >= 160000", row -> row.flag(1));
  }

  @Override
  public Sample read(Sql sql, Instant now) {
    String query = hasOperations(sql) ? BY_OPERATION : BY_BLOCK;
    double count = sql.one(query, row -> row.real(1));
    // Somebody reset the statistics.
    if (!marks.isEmpty() && count < marks.getLast().count) marks.clear();
    marks.addLast(new Mark(now, count));
    if (marks.size() > WINDOW) marks.removeFirst();
    Duration time = Duration.between(marks.getFirst().at, now);
    double seconds = time.toNanos() / 1e9;
    return Sample.of(seconds <= 0 ? 0 : Math.rint((count - marks.getFirst().count) / seconds));
  }
}
