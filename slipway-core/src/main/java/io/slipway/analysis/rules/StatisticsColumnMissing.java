package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.Comparator;
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
          "pg_stat_activity.procpid", "pid",
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
    return switch (in.change()) {
      case Change.Query query -> in.inBody() ? Stream.empty() : of(in, query);
      case Change.DoBlock block -> inBody(in, block.body());
      case Change.CreateRoutine routine ->
          routine.body() == null ? Stream.empty() : inBody(in, routine.body());
      default -> Stream.empty();
    };
  }

  /** Conditions of IF and loops are no statements of their own: the whole body is searched. */
  private Stream<Finding> inBody(StatementContext in, String body) {
    return INSTEAD.keySet().stream()
        .map(it -> it.split("\\."))
        .filter(it -> hasWord(body, it[0]) && hasWord(body, it[1]))
        .sorted(Comparator.comparing(it -> it[1]))
        .flatMap(it -> found(in, it[0], it[1]));
  }

  private static boolean hasWord(String text, String word) {
    return Pattern.compile("(?i)\\b" + word + "\\b").matcher(text).find();
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
