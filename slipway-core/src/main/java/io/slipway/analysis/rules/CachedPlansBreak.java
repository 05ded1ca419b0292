package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/**
 * cached plan must not change result type (SQLSTATE 0A000): SELECT * after a column came or went,
 * any SELECT of a column whose type changed.
 */
final class CachedPlansBreak implements Rule {

  @Override
  public String slug() {
    return "cached-plans-break";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BREAKS_APP;
  }

  @Override
  public String title() {
    return "Prepared statements of open connections fail once after the change";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions()
        .filter(it -> it instanceof TableAction.AlterType)
        .limit(1)
        .flatMap(it -> found(in));
  }

  private Stream<Finding> found(StatementContext in) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table)
        .severity(Severity.INFO)
        .says(
            "Prepared statements that return a changed column of %s fail with 'cached plan must "
                + "not change result type' (SQLSTATE 0A000)",
            in.name(table))
        .fix(
            "Drivers that prepare (JDBC autosave=conservative, or a pool that reconnects) must "
                + "retry; restart pools after the change")
        .found();
  }
}
