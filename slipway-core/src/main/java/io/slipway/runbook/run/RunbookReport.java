package io.slipway.runbook.run;

import io.slipway.jdbc.Sql;
import io.slipway.state.StateSchema;
import java.util.ArrayList;
import java.util.List;

/** Everything that is known of a run, for people who were not there. */
public record RunbookReport(
    RunbookRun run,
    List<StepState> steps,
    Table timeline,
    Table statements,
    Table results,
    Table approvals,
    Table incidents,
    Table backups) {
  public RunbookReport {
    steps = List.copyOf(steps);
  }

  /** Rows with their headings. */
  public record Table(String title, List<String> columns, List<List<String>> rows) {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  public List<Table> tables() {
    return List.of(incidents, approvals, results, backups, stepTable(), statements, timeline);
  }

  private Table stepTable() {
    List<List<String>> rows = new ArrayList<>();
    for (StepState it : steps) {
      rows.add(
          List.of(
              it.id(),
              it.name(),
              it.kind(),
              it.status(),
              "" + it.attempt(),
              "" + it.startedAt(),
              text(it.finishedAt()),
              "" + it.rows(),
              it.longestWaitMs() + " ms",
              it.error() == null ? text(it.seen()) : it.error()));
    }
    return new Table(
        "Steps",
        List.of(
            "step",
            "name",
            "kind",
            "status",
            "attempts",
            "began",
            "ended",
            "rows",
            "longest wait",
            "seen"),
        rows);
  }

  private static String text(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  static RunbookReport read(Sql sql, StateSchema schema, RunbookRun run) {
    var steps = new RunbookJournal(sql, schema, run.id()).steps().values();
    var tables = new Reading(sql, schema, run.id());
    return new RunbookReport(
        run,
        List.copyOf(steps),
        tables.read(
            "Timeline", "events", "event_id", "at", "coalesce(step_id, '')", "kind", "detail"),
        tables.read(
            "Statements",
            "runbook_statements",
            "statement_id",
            "at",
            "step_id",
            "sql",
            "rows_affected",
            "took_ms"),
        tables.read(
            "Checks",
            "runbook_results",
            "result_id",
            "at",
            "step_id",
            "status",
            "severity",
            "name",
            "seen",
            "must_be",
            "coalesce(accepted_by, '')"),
        tables.read(
            "Approvals",
            "runbook_approvals",
            "approval_id",
            "at",
            "step_id",
            "decision",
            "coalesce(role, '')",
            "approved_by",
            "database_user",
            "coalesce(plan_hash, '')",
            "coalesce(comment, '')"),
        tables.read(
            "Incidents",
            "runbook_incidents",
            "incident_id",
            "at",
            "coalesce(step_id, '')",
            "name",
            "seen",
            "must_not",
            "action"),
        backups(steps));
  }

  private static Table backups(Iterable<StepState> steps) {
    List<List<String>> rows = new ArrayList<>();
    for (StepState it : steps) {
      if (it.kind().equals("backup")) {
        rows.add(List.of(it.id(), it.status(), "" + it.startedAt(), text(it.seen())));
      }
    }
    return new Table("Backups", List.of("step", "status", "began", "what"), rows);
  }

  /** Reads rows of one run from our tables. */
  private record Reading(Sql sql, StateSchema schema, String runId) {
    Table read(String title, String table, String order, String... columns) {
      List<List<String>> rows =
          sql.query(
              "SELECT %s FROM %s WHERE run_id = ? ORDER BY %s"
                  .formatted(String.join(", ", columns), schema.table(table), order),
              row -> {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= row.columns(); i++) cells.add(row.text(i));
                return cells;
              },
              runId);
      List<String> names = new ArrayList<>();
      for (String it : columns) names.add(it.replaceFirst("coalesce\\((\\w+),.*", "$1"));
      return new Table(title, names, rows);
    }
  }
}
