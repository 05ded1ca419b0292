package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Locale;
import java.util.stream.Stream;

/** ENABLE ROW LEVEL SECURITY denies by default. */
final class RowSecurityDeniesAll implements Rule {

  @Override
  public String slug() {
    return "row-security-denies-all";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BREAKS_APP;
  }

  @Override
  public String title() {
    return "Row security without a policy shows no row to anyone but the owner";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.RowSecurity.class)
        .filter(it -> it.what().toUpperCase(Locale.ROOT).startsWith("ENABLE"))
        .filter(
            it ->
                in.before().policies(in.altered()).isEmpty()
                    && in.before().knowsAllOf(in.altered()))
        .flatMap(it -> found(in));
  }

  private Stream<Finding> found(StatementContext in) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says("%s has no policy: everyone but its owner sees no row from now on", in.name(table))
        .fix("CREATE POLICY first, in the same transaction")
        .found();
  }
}
