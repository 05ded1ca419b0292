package io.slipway.state;

import io.slipway.event.Event;
import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import io.slipway.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one run. Written before a step acts; <em>done</em> is written where the work is, in
 * its transaction.
 */
public final class Journal {
  private final Sql sql;
  private final StateSchema schema;
  private final String runId;

  /**
   * @param sql the journal's own session, in autocommit
   */
  public Journal(Sql sql, StateSchema schema, String runId) {
    this.sql = sql;
    this.schema = schema;
    this.runId = runId;
  }

  public Sql session() {
    return sql;
  }

  /** In the order they began. */
  public Map<String, StepRow> steps() {
    Map<String, StepRow> steps = new LinkedHashMap<>();
    sql.query(
            """
            SELECT step_id, phase, title, status, attempt, xid::text, started_at, finished_at,
                   longest_wait_ms, rows_affected, error
              FROM %s WHERE run_id = ? ORDER BY started_at"""
                .formatted(schema.table("steps")),
            Journal::row,
            runId)
        .forEach(step -> steps.put(step.stepId(), step));
    return steps;
  }

  private static StepRow row(Row row) {
    return new StepRow(
        row.text(1),
        row.text(2),
        row.text(3),
        StepStatus.of(row.text(4)),
        (int) row.number(5),
        row.textOrNull(6),
        row.instant(7),
        row.instantOrNull(8),
        Duration.ofMillis(row.number(9)),
        row.number(10),
        row.textOrNull(11));
  }

  /**
   * A step is about to act.
   *
   * @param as running or undoing
   */
  public void begin(Step step, String phase, StepStatus as) {
    sql.update(
        """
        INSERT INTO %s AS s (run_id, step_id, phase, title, status, attempt)
        VALUES (?, ?, ?, ?, ?, 1)
        ON CONFLICT (run_id, step_id) DO UPDATE
           SET status = excluded.status, attempt = s.attempt + 1, xid = NULL, error = NULL,
               finished_at = NULL"""
            .formatted(schema.table("steps")),
        runId,
        step.id(),
        phase,
        step.title(),
        as.text());
  }

  /** The transaction that will do the work: what a lost COMMIT is looked up by. */
  public void transaction(String stepId, String xid) {
    sql.update(
        "UPDATE %s SET xid = ?::xid8 WHERE run_id = ? AND step_id = ?"
            .formatted(schema.table("steps")),
        xid,
        runId,
        stepId);
  }

  /**
   * @param on the session that did the work, in its transaction; or the journal's own
   */
  public void finish(Sql on, String stepId, StepStatus as) {
    on.update(
        """
        UPDATE %s SET status = ?, finished_at = clock_timestamp(), error = NULL
         WHERE run_id = ? AND step_id = ?"""
            .formatted(schema.table("steps")),
        as.text(),
        runId,
        stepId);
  }

  /** Never over what is done: a COMMIT may have gone through although its answer was lost. */
  public void fail(String stepId, String error) {
    sql.update(
        """
        UPDATE %s SET status = 'failed', finished_at = clock_timestamp(), error = ?
         WHERE run_id = ? AND step_id = ? AND status = 'running'"""
            .formatted(schema.table("steps")),
        error,
        runId,
        stepId);
  }

  /** What the application waited because of a step, known only after it. */
  public void measured(String stepId, Duration longestWait, long rows) {
    sql.update(
        """
        WITH step AS (
          UPDATE %s SET longest_wait_ms = greatest(longest_wait_ms, ?),
                        rows_affected = rows_affected + ?
           WHERE run_id = ? AND step_id = ? RETURNING run_id, longest_wait_ms)
        UPDATE %s r SET longest_wait_ms = greatest(r.longest_wait_ms, step.longest_wait_ms),
               updated_at = clock_timestamp()
          FROM step WHERE r.run_id = step.run_id"""
            .formatted(schema.table("steps"), schema.table("runs")),
        longestWait.toMillis(),
        rows,
        runId,
        stepId);
  }

  /** What the latest attempt's transaction came to: committed, aborted, in progress; or unknown. */
  public String outcome(String stepId) {
    return sql.first(
            """
            SELECT CASE WHEN status IN ('done', 'undone') THEN 'committed'
                        WHEN xid IS NULL THEN 'aborted'
                        ELSE coalesce(pg_xact_status(xid), 'aborted') END
              FROM %s WHERE run_id = ? AND step_id = ?"""
                .formatted(schema.table("steps")),
            row -> row.text(1),
            runId,
            stepId)
        .orElse("aborted");
  }

  public void event(Instant at, @Nullable String stepId, Event event) {
    sql.update(
        "INSERT INTO %s (run_id, step_id, at, kind, detail) VALUES (?, ?, ?::timestamptz, ?, ?)"
            .formatted(schema.table("events")),
        runId,
        stepId,
        at.toString(),
        event.getClass().getSimpleName(),
        event.toString());
  }
}
