package io.slipway.analysis;

import io.slipway.analysis.ScriptReport.StatementReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes away the findings somebody has silenced, and remembers which ignores were of use. */
final class Silencer {
  private final List<Suppression> suppressions;
  private final Set<Suppression> used = new HashSet<>();

  Silencer(List<Suppression> suppressions) {
    this.suppressions = suppressions;
  }

  StatementReport apply(StatementReport report) {
    if (suppressions.isEmpty()) return report;
    List<Finding> heard = report.findings().stream().filter(it -> !isSilenced(it)).toList();
    return new StatementReport(
        report.statement(), report.effects(), report.inTransaction(), heard, report.analysis());
  }

  private boolean isSilenced(Finding finding) {
    boolean silenced = false;
    for (Suppression suppression : suppressions) {
      boolean matches =
          suppression.hasReason()
              && suppression.statement() == finding.statement()
              && suppression.rule().equals(finding.rule());
      if (!matches) continue;
      used.add(suppression);
      silenced = true;
    }
    return silenced;
  }

  List<Suppression> unused() {
    return suppressions.stream().filter(it -> !used.contains(it)).toList();
  }
}
