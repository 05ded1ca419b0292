package io.slipway.analysis;

import io.slipway.catalog.Catalog;
import io.slipway.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was found out about a script.
 *
 * @param statements one for each statement, in order
 * @param unused ignores that silenced nothing, or that give no reason
 * @param after the schema after the last statement
 */
public record ScriptReport(
    List<StatementReport> statements, List<Suppression> unused, Catalog after) {
  public ScriptReport {
    statements = List.copyOf(statements);
    unused = List.copyOf(unused);
  }

  /**
   * One statement.
   *
   * @param inTransaction it runs inside a transaction block
   */
  public record StatementReport(
      Statement statement,
      Effects effects,
      boolean inTransaction,
      List<Finding> findings,
      Analysis analysis) {
    public StatementReport {
      findings = List.copyOf(findings);
    }
  }

  /** The same with each finding weighed anew, or left out where nothing comes back for it. */
  public ScriptReport weighing(Function<Finding, Optional<Finding>> scales) {
    List<StatementReport> weighed =
        statements.stream()
            .map(
                it ->
                    new StatementReport(
                        it.statement(),
                        it.effects(),
                        it.inTransaction(),
                        it.findings().stream().map(scales).flatMap(Optional::stream).toList(),
                        it.analysis()))
            .toList();
    return new ScriptReport(weighed, unused, after);
  }

  public Stream<Finding> findings() {
    return statements.stream().flatMap(it -> it.findings().stream());
  }

  /** The script as a whole. */
  public Analysis analysis() {
    return Analysis.ofAll(statements.stream().map(StatementReport::analysis).toList());
  }
}
