package io.slipway.state;

import io.slipway.event.Event;
import io.slipway.jdbc.Sql;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code _migration_progress}, one row a migration: what the guide's SQL reads, and where people
 * say what they want. Its {@code status} is the control plane.
 */
public final class Progress {
  private final StateSchema schema;
  private final String migration;

  public Progress(StateSchema schema, String migration) {
    this.schema = schema;
    this.migration = migration;
  }

  /** The migration begins, or goes on: whatever the row said before, it says running now. */
  public void open(Sql sql, boolean fromTheStart) {
    sql.update(
        """
        INSERT INTO %s AS p (migration_id) VALUES (?)
        ON CONFLICT (migration_id) DO UPDATE
           SET status = 'running', error_message = NULL, completed_at = NULL, last_updated = now(),
               metadata = p.metadata - 'waiting' - 'stopped',
               started_at = CASE WHEN ? THEN now() ELSE p.started_at END,
               batches_completed = CASE WHEN ? THEN 0 ELSE p.batches_completed END,
               rows_affected = CASE WHEN ? THEN 0 ELSE p.rows_affected END"""
            .formatted(schema.table("progress")),
        migration,
        fromTheStart,
        fromTheStart,
        fromTheStart);
  }

  /**
   * Says why nothing, or little, is done at the moment, in {@code metadata -> 'waiting'}: the
   * status stays running, because the run goes on by itself.
   */
  public void waits(Sql sql, Event.Reason reason) {
    sql.update(
        """
        UPDATE %s SET last_updated = clock_timestamp(),
               metadata = metadata || jsonb_build_object('waiting', jsonb_build_object(
                 'signal', ?::text, 'value', ?::text, 'limit', ?::text,
                 'since', ?::timestamptz, 'stops', ?::boolean))
         WHERE migration_id = ?"""
            .formatted(schema.table("progress")),
        reason.signal(),
        reason.value(),
        reason.limit(),
        reason.since().toString(),
        reason.stops(),
        migration);
  }

  /** It waits no longer. */
  public void goesOn(Sql sql) {
    sql.update(
        """
        UPDATE %s SET metadata = metadata - 'waiting'
         WHERE migration_id = ? AND metadata -> 'waiting' IS NOT NULL"""
            .formatted(schema.table("progress")),
        migration);
  }

  /** Why it stopped of itself before its end, in {@code metadata -> 'stopped'}. */
  public void stopped(Sql sql, String why) {
    sql.update(
        """
        UPDATE %s SET metadata = metadata || jsonb_build_object('stopped', ?::text)
         WHERE migration_id = ?"""
            .formatted(schema.table("progress")),
        why,
        migration);
  }

  /** What people want: paused, cancelled, or nothing in particular. */
  public Wish wish(Sql sql) {
    return sql.first(
            "SELECT status FROM %s WHERE migration_id = ?".formatted(schema.table("progress")),
            row -> row.text(1),
            migration)
        .map(
            status ->
                switch (status) {
                  case "paused" -> Wish.PAUSE;
                  case "cancelled" -> Wish.CANCEL;
                  default -> Wish.GO_ON;
                })
        .orElse(Wish.GO_ON);
  }

  /** What a person may want of a run. */
  public enum Wish {
    GO_ON,
    PAUSE,
    CANCEL
  }

  /** Adds a chunk, in the chunk's own transaction. */
  public void chunk(Sql work, long rows, int batchSize) {
    work.update(
        """
        UPDATE %s SET batches_completed = batches_completed + 1, rows_affected = rows_affected + ?,
               current_batch_size = ?, last_updated = clock_timestamp()
         WHERE migration_id = ?"""
            .formatted(schema.table("progress")),
        rows,
        batchSize,
        migration);
  }

  /**
   * Ends it as completed or failed, unless a person has said something else.
   *
   * @param status completed, failed, running (waiting at a gate), paused or cancelled
   */
  public void close(Sql sql, String status, @Nullable String error) {
    sql.update(
        """
        UPDATE %s SET status = ?, error_message = ?, last_updated = clock_timestamp(),
               metadata = metadata - 'waiting',
               completed_at = CASE WHEN ? = 'completed' THEN clock_timestamp() END
         WHERE migration_id = ? AND (status IN ('running', 'failed') OR ? IN ('completed', 'cancelled'))"""
            .formatted(schema.table("progress")),
        status,
        error,
        status,
        migration,
        status);
  }

  /** Says what a person wants; obeyed within a second where a runner works. */
  public boolean ask(Sql sql, Wish wish) {
    String status =
        switch (wish) {
          case PAUSE -> "paused";
          case CANCEL -> "cancelled";
          case GO_ON -> "running";
        };
    return sql.update(
            """
            UPDATE %s SET status = ?, last_updated = clock_timestamp()
             WHERE migration_id = ? AND status <> 'completed'"""
                .formatted(schema.table("progress")),
            status,
            migration)
        == 1;
  }

  /** A row of the table, for people. */
  public record Row(
      String migration,
      String status,
      long batches,
      long rows,
      int batchSize,
      String error,
      Optional<Event.Reason> waiting,
      Optional<String> stopped) {}

  public Optional<Row> row(Sql sql) {
    return sql.first(
        """
        SELECT status, batches_completed, rows_affected, current_batch_size, error_message,
               metadata -> 'waiting' ->> 'signal', metadata -> 'waiting' ->> 'value',
               metadata -> 'waiting' ->> 'limit', (metadata -> 'waiting' ->> 'since')::timestamptz,
               (metadata -> 'waiting' ->> 'stops')::boolean, metadata ->> 'stopped'
          FROM %s WHERE migration_id = ?"""
            .formatted(schema.table("progress")),
        row ->
            new Row(
                migration,
                row.text(1),
                row.number(2),
                row.number(3),
                (int) row.number(4),
                row.text(5),
                waiting(row),
                Optional.ofNullable(row.textOrNull(11))),
        migration);
  }

  private static Optional<Event.Reason> waiting(io.slipway.jdbc.Row row) {
    if (row.textOrNull(6) == null) return Optional.empty();
    return Optional.of(
        new Event.Reason(row.text(6), row.text(7), row.text(8), row.instant(9), row.flag(10)));
  }
}
