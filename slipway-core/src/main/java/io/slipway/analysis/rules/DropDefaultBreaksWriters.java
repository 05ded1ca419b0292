package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The application that runs now may count on the default. */
final class DropDefaultBreaksWriters implements Rule {

  @Override
  public String slug() {
    return "drop-default-breaks-writers";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BREAKS_APP;
  }

  @Override
  public String title() {
    return "Without the default, inserts that leave the NOT NULL column out fail";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    Set<String> given =
        in.actions(TableAction.SetDefault.class)
            .map(TableAction.SetDefault::column)
            .collect(Collectors.toUnmodifiableSet());
    return in.actions(TableAction.DropDefault.class)
        .filter(it -> !given.contains(it.column()) && isNeeded(in, it.column()))
        .flatMap(it -> found(in, it.column()));
  }

  private static boolean isNeeded(StatementContext in, String column) {
    return in.table(in.altered())
        .flatMap(it -> it.column(column))
        .map(it -> it.notNull() && it.defaultValue() != null)
        .orElse(false);
  }

  private Stream<Finding> found(StatementContext in, String column) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "%s.%s is NOT NULL: without its default, every INSERT that leaves it out fails "
                + "(SQLSTATE 23502)",
            in.name(table), column)
        .fix("Deploy an application that always writes it first, or drop NOT NULL too")
        .found();
  }
}
