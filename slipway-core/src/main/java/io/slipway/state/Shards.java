package io.slipway.state;

import io.slipway.jdbc.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code _migration_shards}: how far each part of a backfill is. Keys are arrays of text, exactly
 * as the server prints them, so that nothing is rounded on the way.
 */
public final class Shards {
  private final StateSchema schema;
  private final String runId;
  private final String stepId;

  public Shards(StateSchema schema, String runId, String stepId) {
    this.schema = schema;
    this.runId = runId;
    this.stepId = stepId;
  }

  /**
   * A part of a backfill.
   *
   * @param relation the table whose rows it changes: a partition, where there is no key
   * @param upper the last key, inclusive; null for a table that was empty
   * @param next the last key that is done; null at the start
   */
  public record Shard(
      int number,
      String relation,
      @Nullable List<String> upper,
      @Nullable List<String> next,
      long rowsDone,
      long rowsTotal,
      boolean isDone) {}

  public List<Shard> all(Sql sql) {
    return sql.query(
        """
        SELECT shard_no, relation, upper_bound IS NOT NULL,
               ARRAY(SELECT jsonb_array_elements_text(upper_bound)), next_key IS NOT NULL,
               ARRAY(SELECT jsonb_array_elements_text(next_key)), rows_done, rows_total,
               state = 'done'
          FROM %s WHERE run_id = ? AND step_id = ? ORDER BY shard_no"""
            .formatted(schema.table("shards")),
        row ->
            new Shard(
                (int) row.number(1),
                row.text(2),
                row.flag(3) ? row.texts(4) : null,
                row.flag(5) ? row.texts(6) : null,
                row.number(7),
                row.number(8),
                row.flag(9)),
        runId,
        stepId);
  }

  public void create(Sql sql, List<Shard> shards, long epoch) {
    for (Shard shard : shards) {
      sql.update(
          """
          INSERT INTO %s (run_id, step_id, shard_no, relation, upper_bound, next_key, rows_total,
                          state, epoch)
          VALUES (?, ?, ?, ?, to_jsonb(?::text[]), to_jsonb(?::text[]), ?, ?, ?)"""
              .formatted(schema.table("shards")),
          runId,
          stepId,
          shard.number(),
          shard.relation(),
          array(shard.upper()),
          array(shard.next()),
          shard.rowsTotal(),
          shard.isDone() ? "done" : "open",
          epoch);
    }
  }

  private static String @Nullable [] array(@Nullable List<String> key) {
    return key == null ? null : key.toArray(String[]::new);
  }

  /** In the chunk's own transaction. */
  public void advance(Sql work, int shard, @Nullable List<String> next, long rows) {
    work.update(
        """
        UPDATE %s SET next_key = coalesce(to_jsonb(?::text[]), next_key),
               rows_done = rows_done + ?, chunks_done = chunks_done + 1,
               updated_at = clock_timestamp()
         WHERE run_id = ? AND step_id = ? AND shard_no = ?"""
            .formatted(schema.table("shards")),
        array(next),
        rows,
        runId,
        stepId,
        shard);
  }

  /** The shard is done, or has to be walked through again from its start. */
  public void turn(Sql sql, int shard, boolean isDone) {
    sql.update(
        """
        UPDATE %s SET state = ?, next_key = CASE WHEN ? THEN next_key END,
               updated_at = clock_timestamp()
         WHERE run_id = ? AND step_id = ? AND shard_no = ?"""
            .formatted(schema.table("shards")),
        isDone ? "done" : "open",
        isDone,
        runId,
        stepId,
        shard);
  }

  /** Forgets a backfill that was undone: the next one starts at the start. */
  public void forget(Sql sql) {
    sql.update(
        "DELETE FROM %s WHERE run_id = ? AND step_id = ?".formatted(schema.table("shards")),
        runId,
        stepId);
  }
}
