package io.slipway.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A plan as a script for psql, to read or to run by hand: each step in its own transaction, the
 * checks as queries that must return nothing, the gates as comments. It has no lock ladder, no
 * chunks and no journal: a backfill is one statement in it.
 */
public final class PlanSql {
  private PlanSql() {}

  public static String of(Plan plan) {
    String phases = plan.phases().stream().map(PlanSql::phase).collect(Collectors.joining("\n"));
    return "-- Plan for "
        + plan.migration()
        + " ("
        + plan.script()
        + ")\n\\set ON_ERROR_STOP on\n\n"
        + phases;
  }

  private static String phase(Phase phase) {
    String steps = phase.steps().stream().map(PlanSql::step).collect(Collectors.joining("\n"));
    return "-- == " + phase.name() + ": " + phase.objective() + "\n\n" + steps;
  }

  private static String step(Step step) {
    return "-- " + step.id() + " " + step.title() + "\n" + body(step);
  }

  private static String body(Step step) {
    return switch (step) {
      case Step.Ddl it -> ddl(it);
      case Step.Backfill it -> statements(List.of(inOneGo(it)));
      case Step.Verify it -> "-- must return no row\n" + statements(List.of(it.violations()));
      case Step.Gate it -> comment("WAIT: " + it.because());
      case Step.Copy it -> statements(List.of(it.copy().insert() + it.copy().unlessThere()));
      case Step.Drain it ->
          "BEGIN ISOLATION LEVEL REPEATABLE READ;\n"
              + statements(it.copy().catchUp())
              + "COMMIT;\n";
      case Step.Switch it ->
          statements(it.together())
              + comment("REPEAT the step before until the log is empty")
              + comment("WAIT until every transaction with an older snapshot has ended")
              + brief(it.sql());
    };
  }

  private static String ddl(Step.Ddl step) {
    String sql = statements(step.sql());
    if (step.mode() == Mode.ALONE) return sql;
    return step.patience() == Patience.BRIEF ? brief(step.sql()) : "BEGIN;\n" + sql + "COMMIT;\n";
  }

  private static String brief(List<String> sql) {
    return "BEGIN;\nSET LOCAL lock_timeout = '100ms';\n" + statements(sql) + "COMMIT;\n";
  }

  /** The whole backfill as one statement: what its chunks add up to. */
  public static String inOneGo(Step.Backfill step) {
    String where = step.todo() == null ? "" : " WHERE " + step.todo();
    return switch (step.action()) {
      case Step.RowAction.Update update ->
          "UPDATE " + step.table().sql() + " SET " + update.assignments() + where;
      case Step.RowAction.Delete ignored -> "DELETE FROM " + step.table().sql() + where;
    };
  }

  private static String statements(List<String> sql) {
    return sql.stream().map(it -> it.strip() + ";\n").collect(Collectors.joining());
  }

  private static String comment(String text) {
    return text.lines().map(it -> "-- " + it + "\n").collect(Collectors.joining());
  }
}
