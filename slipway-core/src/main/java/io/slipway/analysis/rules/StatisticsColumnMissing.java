package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * SQLSTATE 42703: pg_stat_activity never had lock_wait_time, pg_stat_statements renamed its times
 * in 13.
 */
final class StatisticsColumnMissing implements Rule {
  private static final Map<String, String> INSTEAD =
      Map.of(
          "pg_stat_activity.lock_wait_time",
              "now() - pg_locks.waitstart where not granted (14 and newer), or now() - "
                  + "state_change where wait_event_type = 'Lock'",
          "pg_stat_activity.waiting", "wait_event_type = 'Lock'",
          "pg_stat_activity.procpid", "pid",
          "pg_stat_activity.current_query", "query",
          "pg_stat_statements.mean_time", "mean_exec_time",
          "pg_stat_statements.total_time", "total_exec_time",
          "pg_stat_statements.max_time", "max_exec_time",
          "pg_stat_statements.min_time", "min_exec_time",
          "pg_stat_statements.stddev_time", "stddev_exec_time");

  @Override
  public String slug() {
    return "statistics-column-missing";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The statistics view has no such column";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.change() instanceof Change.Query query) return of(in, query);
    if (in.change() instanceof Change.CreateRoutine routine) {
      return routine.nested().stream()
          .filter(it -> it.change() instanceof Change.Query)
          .flatMap(it -> of(in, (Change.Query) it.change()));
    }
    return Stream.empty();
  }

  private Stream<Finding> of(StatementContext in, Change.Query query) {
    return query.reads().stream()
        .flatMap(
            view ->
                query.columnsNamed().stream()
                    .filter(it -> INSTEAD.containsKey(view.name() + "." + it))
                    .distinct()
                    .flatMap(it -> found(in, view.name(), it)));
  }

  private Stream<Finding> found(StatementContext in, String view, String column) {
    return in.finding(this)
        .line(Traps.line(in, Pattern.compile("(?i)\\b" + column + "\\b")).orElse(in.line()))
        .says("%s has no column %s (SQLSTATE 42703)", view, column)
        .fix("What was meant: " + Objects.requireNonNull(INSTEAD.get(view + "." + column)))
        .found();
  }
}
