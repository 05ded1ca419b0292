package io.slipway.runbook.steps;

import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SQL of the author's own, in one transaction with the note that it is done. A statement that
 * refuses a transaction runs alone, and is found again by its probe.
 */
final class SqlStep implements StepKind {
  @Override
  public String key() {
    return "sql";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) throws IOException {
    String text = SqlText.of(step);
    List<String> lines = new ArrayList<>();
    // With a secret in it the text is no SQL yet; it is looked at when the secret is in.
    boolean isWhole = !text.contains("${");
    if (isWhole) {
      for (Statement it : statements(step, text, parser)) lines.add(SqlText.head(it.text()));
    } else {
      lines.add(SqlText.head(text));
    }
    String how = isAlone(step) ? "alone, found again by its probe" : "in one transaction";
    step.body().whole("rows").ifPresent(rows -> lines.add("must touch " + rows + " rows"));
    lines.add(how + ", sha256 " + SqlText.hash(text).substring(0, 16));
    return lines;
  }

  private static boolean isAlone(Step step) {
    return step.body().flag("autocommit");
  }

  private static List<Statement> statements(Step step, String text, SqlParser parser) {
    List<Statement> statements = SqlText.statements(step, text, parser);
    if (isAlone(step) && (statements.size() > 1 || !step.body().has("probe"))) {
      throw SqlText.problem(
          step,
          "autocommit takes one statement and a probe",
          "Make a step of each, with a probe: a query that gives true where it is done.");
    }
    return statements;
  }

  @Override
  public Outcome run(Step step, Work work) throws IOException, InterruptedException {
    String text = work.reveal(SqlText.of(step));
    List<Statement> statements = statements(step, text, work.tools().parser());
    work.halt().during(reason -> work.cancelling(reason, work.session()));
    if (isAlone(step)) return alone(step, statements.getFirst(), work);
    return work.once(sql -> inTransaction(step, statements, work, sql));
  }

  private static Outcome.Done inTransaction(
      Step step, List<Statement> statements, Work work, Sql sql) {
    long rows = 0;
    for (Statement it : statements) rows += one(it, work, sql);
    Optional<Long> wanted = step.body().whole("rows");
    if (wanted.isPresent() && wanted.get() != rows) {
      throw new SlipwayException(
          Problem.of(
              "RUNBOOK-9",
              Problem.Kind.FAILED_CLEAN,
              "step %s, %s, touches %d rows and must touch %d"
                  .formatted(step.id(), step.name(), rows, wanted.get()),
              "It was rolled back.",
              "Look at the rows it means, then: slipway runbook resume " + work.runId()));
    }
    return new Outcome.Done(statements.size() + " statements, " + rows + " rows", rows, 0);
  }

  private static long one(Statement statement, Work work, Sql sql) {
    long begun = System.nanoTime();
    long rows = sql.executeCounting(statement.text());
    work.statement(sql, statement.text(), rows, Duration.ofNanos(System.nanoTime() - begun));
    return rows;
  }

  private static Outcome alone(Step step, Statement statement, Work work) {
    String probe = work.reveal(step.body().text("probe"));
    Sql sql = work.session();
    if (isThere(sql, probe)) return Outcome.done("was there");
    Optional<String> repair = step.body().find("repair");
    if (work.attempt() > 1 && repair.isPresent()) sql.execute(work.reveal(repair.get()));
    work.fence();
    sql.execute("SET lock_timeout = " + work.tools().lockTimeout().toMillis());
    long rows = one(statement, work, sql);
    if (isThere(sql, probe)) return new Outcome.Done("1 statement, alone", rows, 0);
    return new Outcome.Failed(
        Problem.of(
            "RUNBOOK-10",
            Problem.Kind.FAILED_DIRTY,
            "step " + step.id() + ", " + step.name() + ", ran, and its probe does not find it",
            "The statement was not refused.",
            "Look at the probe, then: slipway runbook resume " + work.runId()));
  }

  private static boolean isThere(Sql sql, String probe) {
    List<Boolean> said = sql.rows(probe, row -> row.flag(1));
    return said.size() == 1 && said.getFirst();
  }
}
