package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.stream.Stream;

/** The setting lasts to the end of the transaction, which is the statement itself. */
final class SetLocalOutsideTransaction implements Rule {

  @Override
  public String slug() {
    return "set-local-outside-transaction";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.OPERATIONAL;
  }

  @Override
  public String title() {
    return "SET LOCAL outside a transaction does nothing but warn";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.SetVariable set)) return Stream.empty();
    if (!set.local() || in.transaction().open()) return Stream.empty();
    return in.finding(this)
        .says("SET LOCAL %s has no effect: there is no transaction for it to last", set.name())
        .fix("SET without LOCAL, or BEGIN before it")
        .recipe("R18")
        .found();
  }
}
