package io.slipway.analysis;

import io.slipway.analysis.ScriptReport.StatementReport;
import io.slipway.analysis.rules.Rules;
import io.slipway.catalog.Catalog;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Script;
import io.slipway.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a script statement by statement, each against the schema as the ones before it left it.
 */
public final class Analyzer {
  private final ServerVersion server;
  private final List<Rule> rules;
  private final double pace;

  public Analyzer(ServerVersion server) {
    this(server, Rules.ALL);
  }

  public Analyzer(ServerVersion server, List<Rule> rules) {
    this(server, rules, 1);
  }

  private Analyzer(ServerVersion server, List<Rule> rules, double pace) {
    this.server = server;
    this.rules = List.copyOf(rules);
    this.pace = pace;
  }

  /**
   * The same for a server of another speed: what the estimates of downtime are divided by.
   *
   * @param pace 1 for the machine the rates were measured on
   */
  public Analyzer at(double pace) {
    return new Analyzer(server, rules, pace);
  }

  /**
   * Analyses a script.
   *
   * @param before the schema before the first statement; left as it is
   */
  public ScriptReport analyze(
      Script script, Catalog before, Transactions transactions, Options options) {
    return advance(script, before.copy(), transactions, options);
  }

  /**
   * The same for one script after the other: the catalog itself becomes the schema after the last
   * statement. A copy for each of thousands of scripts is most of the work.
   */
  public ScriptReport advance(
      Script script, Catalog catalog, Transactions transactions, Options options) {
    List<Rule> wanted = rules.stream().filter(options::wants).toList();
    Walk walk = new Walk(server, catalog, wanted, pace);
    boolean wrapped =
        transactions == Transactions.ONE_PER_FILE
            || transactions == Transactions.ONE_QUERY && script.statements().size() > 1;
    if (wrapped) walk.begin();
    Silencer silencer = new Silencer(options.suppressions());
    List<StatementReport> reports = new ArrayList<>();
    for (Statement statement : script.statements()) {
      StatementReport report = walk.next(statement);
      reports.add(silencer.apply(report));
    }
    return new ScriptReport(reports, silencer.unused(), walk.finish());
  }
}
