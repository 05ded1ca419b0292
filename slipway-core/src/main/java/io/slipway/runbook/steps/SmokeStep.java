package io.slipway.runbook.steps;

import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.util.List;

/** Inserts something, sees that it is there, and removes it: in one transaction. */
final class SmokeStep implements StepKind {
  private static final List<String> PARTS = List.of("insert", "verify", "remove");

  @Override
  public String key() {
    return "smoke";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    return PARTS.stream().map(it -> it + ": " + SqlText.head(step.body().text(it))).toList();
  }

  @Override
  public Outcome run(Step step, Work work) throws InterruptedException {
    work.halt().during(reason -> work.cancelling(reason, work.session()));
    return work.once(
        sql -> {
          sql.execute(text(step, work, "insert"));
          verify(step, work, sql);
          long removed = sql.executeCounting(text(step, work, "remove"));
          return new Outcome.Done("inserted, seen, removed", removed, 0);
        });
  }

  private static String text(Step step, Work work, String part) {
    return work.reveal(step.body().text(part));
  }

  private static void verify(Step step, Work work, Sql sql) {
    List<String> rows = sql.rows(text(step, work, "verify"), row -> row.text(1));
    boolean isSeen = !rows.isEmpty() && !List.of("f", "false", "0", "").contains(rows.getFirst());
    if (isSeen) return;
    throw new SlipwayException(
        Problem.of(
            "RUNBOOK-11",
            Problem.Kind.FAILED_CLEAN,
            "step " + step.id() + ", " + step.name() + ": what was inserted is not seen",
            "It was rolled back.",
            "Find out why, then: slipway runbook resume " + work.runId()));
  }
}
