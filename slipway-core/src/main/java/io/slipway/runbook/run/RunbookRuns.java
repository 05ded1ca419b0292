package io.slipway.runbook.run;

import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.Runbook;
import io.slipway.runbook.RunbookReader.Selection;
import io.slipway.state.StateSchema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code _migration_runbook_runs}. */
public final class RunbookRuns {
  private final Sql sql;
  private final StateSchema schema;

  public RunbookRuns(Sql sql, StateSchema schema) {
    this.sql = sql;
    this.schema = schema;
  }

  /** Newest first; none where our tables are not there yet. */
  public List<RunbookRun> all() {
    if (schema.installed(sql) < 4) return List.of();
    return sql.query(
        """
        SELECT run_id, runbook, file, environment,
               ARRAY(SELECT key FROM jsonb_each_text(variables) ORDER BY key),
               ARRAY(SELECT value FROM jsonb_each_text(variables) ORDER BY key),
               plan_hash, plan, status, wish, because, way_back, created_by, created_at,
               updated_at, ended_at
          FROM %s ORDER BY created_at DESC"""
            .formatted(schema.table("runbook_runs")),
        RunbookRuns::run);
  }

  private static RunbookRun run(Row row) {
    return new RunbookRun(
        row.text(1),
        row.text(2),
        Path.of(row.text(3)),
        new Selection(row.text(4), pairs(row.texts(5), row.texts(6))),
        row.text(7),
        row.text(8),
        RunbookStatus.of(row.text(9)),
        row.textOrNull(10),
        row.textOrNull(11),
        row.textOrNull(12),
        row.text(13),
        row.instant(14),
        row.instant(15),
        row.instantOrNull(16));
  }

  private static Map<String, String> pairs(List<String> keys, List<String> values) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) pairs.put(keys.get(i), values.get(i));
    return pairs;
  }

  /**
   * @param wanted a run's id, or a runbook's name, whose latest run is meant
   */
  public RunbookRun find(String wanted) {
    List<RunbookRun> all = all();
    return all.stream()
        .filter(it -> it.id().equalsIgnoreCase(wanted))
        .findFirst()
        .or(() -> all.stream().filter(it -> it.runbook().equals(wanted)).findFirst())
        .orElseThrow(
            () ->
                new SlipwayException(
                    Problem.of(
                        "RUNBOOK-20",
                        Problem.Kind.USAGE,
                        "there is no run of a runbook called " + wanted,
                        "Nothing was changed.",
                        "See which there are: slipway runbook list")));
  }

  /** The run of this runbook that has not come to an end. */
  public Optional<RunbookRun> unfinished(String runbook) {
    return all().stream()
        .filter(it -> it.runbook().equals(runbook))
        .filter(it -> !it.status().isOver() || it.status() == RunbookStatus.ROLLING_BACK)
        .findFirst();
  }

  void create(String id, Runbook runbook, Selection selection, RunbookPlan plan) {
    sql.update(
        """
        INSERT INTO %s (run_id, runbook, file, environment, variables, plan_hash, plan, status)
        VALUES (?, ?, ?, ?, coalesce(jsonb_object(?::text[], ?::text[]), '{}'), ?, ?, 'running')"""
            .formatted(schema.table("runbook_runs")),
        id,
        runbook.name(),
        runbook.file().toString(),
        selection.environment(),
        selection.values().keySet().stream().toArray(String[]::new),
        selection.values().values().stream().toArray(String[]::new),
        plan.hash(),
        plan.text());
  }

  void stands(String id, RunbookStatus status, String because) {
    boolean ends = status.isOver() && status != RunbookStatus.ROLLING_BACK;
    sql.update(
        """
        UPDATE %s SET status = ?, because = ?, updated_at = clock_timestamp(), wish = NULL,
               ended_at = CASE WHEN ? THEN clock_timestamp() END
         WHERE run_id = ?"""
            .formatted(schema.table("runbook_runs")),
        status.text(),
        because,
        ends,
        id);
  }

  void goesBack(String id, String way) {
    sql.update(
        """
        UPDATE %s SET status = 'rolling_back', way_back = ?, updated_at = clock_timestamp(),
               wish = NULL, ended_at = NULL WHERE run_id = ?"""
            .formatted(schema.table("runbook_runs")),
        way,
        id);
  }

  /** What somebody wishes of whoever runs it: the runner looks for it. */
  void wish(String id, String wish) {
    sql.update(
        "UPDATE %s SET wish = ?, updated_at = clock_timestamp() WHERE run_id = ?"
            .formatted(schema.table("runbook_runs")),
        wish,
        id);
  }

  Optional<String> wished(String id) {
    return sql
        .query(
            "SELECT wish FROM %s WHERE run_id = ? AND wish IS NOT NULL"
                .formatted(schema.table("runbook_runs")),
            row -> row.text(1),
            id)
        .stream()
        .findFirst();
  }
}
