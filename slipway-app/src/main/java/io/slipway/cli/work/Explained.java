package io.slipway.cli.work;

import io.slipway.analysis.Analysis;
import io.slipway.analysis.Analyzer;
import io.slipway.analysis.Effects;
import io.slipway.analysis.Finding;
import io.slipway.analysis.Options;
import io.slipway.analysis.ScriptReport.StatementReport;
import io.slipway.analysis.Transactions;
import io.slipway.catalog.Catalog;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Script;
import io.slipway.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What one statement does, on each version that does it alike.
 *
 * @param analysis that of the newest version
 */
public record Explained(Statement statement, List<Behaviour> behaviours, Analysis analysis) {
  public Explained {
    behaviours = List.copyOf(behaviours);
  }

  /** Versions that take the same locks and have the same objections. */
  public record Behaviour(List<Integer> majors, Effects effects, List<Finding> findings) {
    public Behaviour {
      majors = List.copyOf(majors);
      findings = List.copyOf(findings);
    }

    /** {@code 14 to 16}. */
    public String versions() {
      int first = majors.getFirst();
      int last = majors.getLast();
      return first == last ? "" + first : first + " to " + last;
    }

    private boolean isLike(StatementReport report) {
      return effects.equals(report.effects()) && findings.equals(report.findings());
    }
  }

  /**
   * Each statement against the schema that those before it leave; {@code before} stays.
   *
   * @param pace of the server, for the estimates
   */
  public static List<Explained> of(
      Script script, Catalog before, List<Integer> majors, double pace) {
    List<List<Behaviour>> all = new ArrayList<>();
    script.statements().forEach(it -> all.add(new ArrayList<>()));
    List<Analysis> analyses = List.of();
    for (int major : majors) {
      List<StatementReport> reports =
          new Analyzer(ServerVersion.ofMajor(major))
              .at(pace)
              .analyze(script, before, Transactions.ONE_PER_STATEMENT, Options.DEFAULT)
              .statements();
      for (int i = 0; i < reports.size(); i++) add(all.get(i), major, reports.get(i));
      analyses = reports.stream().map(StatementReport::analysis).toList();
    }
    List<Explained> explained = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      explained.add(new Explained(script.statements().get(i), all.get(i), analyses.get(i)));
    }
    return explained;
  }

  private static void add(List<Behaviour> behaviours, int major, StatementReport report) {
    List<Integer> majors = new ArrayList<>();
    if (!behaviours.isEmpty() && behaviours.getLast().isLike(report)) {
      majors.addAll(behaviours.removeLast().majors());
    }
    majors.add(major);
    behaviours.add(new Behaviour(majors, report.effects(), report.findings()));
  }
}
