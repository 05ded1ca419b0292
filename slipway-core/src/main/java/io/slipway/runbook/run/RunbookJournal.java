package io.slipway.runbook.run;

import io.slipway.check.Result;
import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import io.slipway.runbook.Step;
import io.slipway.runbook.steps.Outcome;
import io.slipway.runbook.steps.Work;
import io.slipway.state.StateSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run of a runbook does, written before it acts; done is written where the work is. */
final class RunbookJournal {
  private final Sql sql;
  private final StateSchema schema;
  private final String runId;

  /**
   * @param sql in autocommit, of one thread
   */
  RunbookJournal(Sql sql, StateSchema schema, String runId) {
    this.sql = sql;
    this.schema = schema;
    this.runId = runId;
  }

  RunbookRuns runs() {
    return new RunbookRuns(sql, schema);
  }

  /** In the order they began. */
  Map<String, StepState> steps() {
    Map<String, StepState> steps = new LinkedHashMap<>();
    sql.query(
            """
            SELECT step_id, phase, name, kind, status, attempt, started_at, attempted_at,
                   finished_at, rows_affected, longest_wait_ms, seen, error
              FROM %s WHERE run_id = ? ORDER BY started_at, step_id"""
                .formatted(schema.table("runbook_steps")),
            RunbookJournal::step,
            runId)
        .forEach(it -> steps.put(it.id(), it));
    return steps;
  }

  private static StepState step(Row row) {
    return new StepState(
        row.text(1),
        row.text(2),
        row.text(3),
        row.text(4),
        row.text(5),
        (int) row.number(6),
        row.instant(7),
        row.instant(8),
        row.instantOrNull(9),
        row.number(10),
        row.number(11),
        row.textOrNull(12),
        row.textOrNull(13));
  }

  void begin(Step step) {
    sql.update(
        """
        INSERT INTO %s AS s (run_id, step_id, phase, name, kind, status)
        VALUES (?, ?, ?, ?, ?, 'running')
        ON CONFLICT (run_id, step_id) DO UPDATE
           SET status = 'running', attempt = s.attempt + 1, error = NULL, finished_at = NULL,
               attempted_at = clock_timestamp()"""
            .formatted(schema.table("runbook_steps")),
        runId,
        step.id(),
        step.phase(),
        step.name(),
        step.kind());
  }

  /**
   * @param on the session that did the work, in its transaction; else the journal's own
   */
  void done(Sql on, Step step, Outcome.Done done, String seen) {
    on.update(
        """
        UPDATE %s SET status = 'done', finished_at = clock_timestamp(), rows_affected = ?,
               longest_wait_ms = ?, seen = ?, error = NULL
         WHERE run_id = ? AND step_id = ?"""
            .formatted(schema.table("runbook_steps")),
        done.rows(),
        done.longestWaitMs(),
        seen,
        runId,
        step.id());
  }

  void done(Step step, Outcome.Done done, String seen) {
    done(sql, step, done, seen);
  }

  /** Never over what is done: a COMMIT may have gone through although its answer was lost. */
  void ends(Step step, String status, @Nullable String error) {
    sql.update(
        """
        UPDATE %s SET status = ?, error = ?, finished_at = clock_timestamp()
         WHERE run_id = ? AND step_id = ? AND status <> 'done'"""
            .formatted(schema.table("runbook_steps")),
        status,
        error,
        runId,
        step.id());
  }

  void statement(Sql on, Step step, String text, long rows, Duration took) {
    on.update(
        "INSERT INTO %s (run_id, step_id, sql, rows_affected, took_ms) VALUES (?, ?, ?, ?, ?)"
            .formatted(schema.table("runbook_statements")),
        runId,
        step.id(),
        text,
        rows,
        took.toMillis());
  }

  void result(Step step, Result result, String seen, @Nullable String acceptedBy) {
    sql.update(
        """
        INSERT INTO %s (run_id, step_id, name, severity, status, seen, must_be, accepted_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
            .formatted(schema.table("runbook_results")),
        runId,
        step.id(),
        result.check(),
        result.severity().name(),
        result.verdict().status().name(),
        seen,
        result.verdict().limit(),
        acceptedBy);
  }

  /** What somebody says. */
  record Word(
      String stepId,
      @Nullable String role,
      String decision,
      String by,
      @Nullable String planHash,
      @Nullable String comment) {}

  void say(Word word) {
    sql.update(
        """
        INSERT INTO %s (run_id, step_id, role, decision, approved_by, plan_hash, comment)
        VALUES (?, ?, ?, ?, ?, ?, ?)"""
            .formatted(schema.table("runbook_approvals")),
        runId,
        word.stepId(),
        word.role(),
        word.decision(),
        word.by(),
        word.planHash(),
        word.comment());
  }

  /**
   * What was said last.
   *
   * @param role empty: anybody's word counts
   */
  Optional<Work.Said> said(String stepId, String role) {
    return sql.first(
        """
        SELECT decision, approved_by FROM %s
         WHERE run_id = ? AND step_id = ? AND decision IN ('go', 'no-go')
           AND (? = '' OR role = ?)
         ORDER BY approval_id DESC LIMIT 1"""
            .formatted(schema.table("runbook_approvals")),
        row -> new Work.Said(row.text(1), row.text(2)),
        runId,
        stepId,
        role,
        role);
  }

  /** How an attempt ended whose end we did not see, as a person says. */
  Optional<String> unknownEnd(String stepId, Instant attemptedAt) {
    return sql.first(
        """
        SELECT decision FROM %s
         WHERE run_id = ? AND step_id = ? AND decision IN ('done', 'again') AND at > ?::timestamptz
         ORDER BY approval_id DESC LIMIT 1"""
            .formatted(schema.table("runbook_approvals")),
        row -> row.text(1),
        runId,
        stepId,
        attemptedAt.toString());
  }

  void incident(@Nullable String stepId, String name, String seen, String mustNot, String action) {
    sql.update(
        """
        INSERT INTO %s (run_id, step_id, name, seen, must_not, action)
        VALUES (?, ?, ?, ?, ?, ?)"""
            .formatted(schema.table("runbook_incidents")),
        runId,
        stepId,
        name,
        seen,
        mustNot,
        action);
  }

  void event(@Nullable String stepId, String kind, String detail) {
    sql.update(
        "INSERT INTO %s (run_id, step_id, at, kind, detail) VALUES (?, ?, clock_timestamp(), ?, ?)"
            .formatted(schema.table("events")),
        runId,
        stepId,
        "runbook " + kind,
        detail);
  }
}
