package io.slipway.plan;

import io.slipway.analysis.Analyzer;
import io.slipway.analysis.Options;
import io.slipway.analysis.ScriptReport.StatementReport;
import io.slipway.analysis.Severity;
import io.slipway.analysis.Suppressions;
import io.slipway.analysis.Transactions;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.postgres.ServerVersion;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file with each statement that blocks written the way that does not, where plain SQL is enough
 * for it: what the plan would run, without its guards. The rest of the file stays as it is,
 * comments and all.
 *
 * @param text the whole file
 * @param replaced lines (1-based) of the statements that were written anew
 * @param left those that were not, and why
 */
public record Fix(String text, List<Integer> replaced, List<Left> left) {
  public Fix {
    replaced = List.copyOf(replaced);
    left = List.copyOf(left);
  }

  /** A statement that still blocks. */
  public record Left(int line, String why) {}

  /**
   * Fixes a file whose statements commit one by one, as psql's do.
   *
   * @param before the schema before its first statement; left as it is
   * @param together the runner puts the file into one transaction: nothing can be split there
   */
  public static Fix of(
      Script script, Catalog before, boolean together, ServerVersion server, SqlParser parser) {
    Options options = Options.DEFAULT.suppressing(Suppressions.of(script));
    List<StatementReport> reports =
        new Analyzer(server)
            .analyze(script, before, Transactions.ONE_PER_STATEMENT, options)
            .statements();
    Catalog catalog = before.copy();
    StringBuilder text = new StringBuilder();
    List<Integer> replaced = new ArrayList<>();
    List<Left> left = new ArrayList<>();
    int copied = 0;
    for (StatementReport report : reports) {
      Statement statement = report.statement();
      // A comment that ignores a finding says that the statement is meant as it is.
      boolean meant = report.findings().stream().allMatch(it -> it.severity() == Severity.INFO);
      if (report.analysis().requiresZeroDowntime() && !meant) {
        int line = statement.span().line();
        Answer answer = answer(report, together, new Planner(server, parser), catalog);
        if (answer.sql == null) {
          left.add(new Left(line, answer.why));
        } else {
          replaced.add(line);
          text.append(script.text(), copied, statement.span().start()).append(answer.sql);
          copied = statement.span().end();
        }
      }
      Replay.apply(statement.change(), catalog);
    }
    text.append(script.text(), copied, script.text().length());
    return new Fix(text.toString(), replaced, left);
  }

  /** What stands for a statement; without SQL, why nothing does. */
  private record Answer(@Nullable String sql, String why) {
    static Answer not(String why) {
      return new Answer(null, why);
    }
  }

  private static Answer answer(
      StatementReport report, boolean together, Planner planner, Catalog catalog) {
    if (report.inTransaction()) return Answer.not("it is between BEGIN and COMMIT");
    if (together) return Answer.not("the runner puts the file into one transaction");
    Statement statement = report.statement();
    Script alone = new Script("fix", statement.text(), List.of(first(statement)), List.of());
    try {
      PlanRequest request =
          new PlanRequest(
              "fix", alone, "", Instruction.NONE, Map.of(), catalog, PlanOptions.DEFAULT);
      return answer(planner.plan(request));
    } catch (SlipwayException refused) {
      return Answer.not(refused.problem().what());
    }
  }

  private static Statement first(Statement statement) {
    return new Statement(
        0, statement.span(), statement.text(), statement.change(), statement.copyData());
  }

  private static Answer answer(Plan plan) {
    List<String> statements = new ArrayList<>();
    for (Step step : plan.steps().toList()) {
      switch (step) {
        // The constraint itself is the check.
        case Step.Verify ignored -> {}
        case Step.Ddl ddl -> {
          boolean block = ddl.sql().size() > 1 && ddl.mode() != Mode.ALONE;
          if (block) statements.add("BEGIN");
          ddl.sql().forEach(it -> statements.add(it.strip()));
          if (block) statements.add("COMMIT");
        }
        default -> {
          String strategy = plan.decisions().getFirst().strategy();
          return Answer.not("it takes " + strategy + ", which no file of statements can do");
        }
      }
    }
    return new Answer(String.join(";\n", statements), "");
  }
}
