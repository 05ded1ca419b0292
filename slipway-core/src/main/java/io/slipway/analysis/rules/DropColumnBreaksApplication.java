package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/**
 * Every deployed query that names the column fails at once, and there is no way back but a backup.
 */
final class DropColumnBreaksApplication implements Rule {

  @Override
  public String slug() {
    return "drop-column-breaks-application";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BREAKS_APP;
  }

  @Override
  public String title() {
    return "A dropped column is gone for the application that still names it, and its data with it";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.DropColumn.class)
        .filter(
            it ->
                !it.ifExists()
                    || in.table(in.altered()).flatMap(t -> t.column(it.column())).isPresent()
                    || !in.before().knowsAllOf(in.altered()))
        .flatMap(it -> found(in, it.column()));
  }

  private Stream<Finding> found(StatementContext in, String column) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "Dropping %s.%s breaks every running query that names it, and loses its data",
            in.name(table), column)
        .fix(
            "Deploy an application that no longer uses it first; drop it once nothing has read "
                + "it for a while (strategy expand-contract)")
        .found();
  }
}
