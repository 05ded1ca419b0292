package io.slipway.state;

import io.slipway.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code _migration_history}: what was applied, in Flyway's columns and two of ours. */
public final class History {
  private final Sql sql;
  private final StateSchema schema;

  public History(Sql sql, StateSchema schema) {
    this.sql = sql;
    this.schema = schema;
  }

  /**
   * A migration as the history knows it.
   *
   * @param version null for repeatable ones
   * @param type SQL, UNDO_SQL, BASELINE
   * @param checksum of the file, as Flyway computes it; null where nobody did
   * @param astChecksum of the statements
   */
  public record Entry(
      @Nullable String version,
      String description,
      String type,
      String script,
      @Nullable Integer checksum,
      @Nullable String astChecksum,
      @Nullable String runId) {}

  /** An entry with its place. */
  public record Row(
      int rank, Entry entry, String by, Instant at, Duration took, boolean succeeded) {}

  /** Appends, on the session and in the transaction that did the last of the work. */
  public static void append(Sql on, StateSchema schema, Entry entry, Duration took) {
    on.update(
        """
        INSERT INTO %1$s (installed_rank, version, description, type, script, checksum,
                        installed_by, execution_time, success, ast_checksum, run_id)
        SELECT coalesce(max(installed_rank), 0) + 1, ?, left(?, 200), ?, left(?, 1000), ?::int,
               current_user, ?, true, ?, ?
          FROM %1$s"""
            .formatted(schema.table("history")),
        entry.version(),
        entry.description(),
        entry.type(),
        entry.script(),
        entry.checksum(),
        (int) Math.min(Integer.MAX_VALUE, took.toMillis()),
        entry.astChecksum(),
        entry.runId());
  }

  /** In order of rank. */
  public List<Row> all() {
    return sql.query(
        """
        SELECT installed_rank, version, description, type, script, checksum::text, installed_by,
               installed_on AT TIME ZONE current_setting('TimeZone'), execution_time, success,
               ast_checksum, run_id
          FROM %s ORDER BY installed_rank"""
            .formatted(schema.table("history")),
        row ->
            new Row(
                (int) row.number(1),
                new Entry(
                    row.textOrNull(2),
                    row.text(3),
                    row.text(4),
                    row.text(5),
                    checksum(row.textOrNull(6)),
                    row.textOrNull(11),
                    row.textOrNull(12)),
                row.text(7),
                row.instant(8),
                Duration.ofMillis(row.number(9)),
                row.flag(10)));
  }

  private static @Nullable Integer checksum(@Nullable String text) {
    return text == null ? null : Integer.valueOf(text);
  }
}
