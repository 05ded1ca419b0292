package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.TypeDef;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/** SQLSTATE 23502 as soon as there is one row. */
final class RequiredColumnWithoutDefault implements Rule {

  @Override
  public String slug() {
    return "required-column-without-default";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "A NOT NULL column without a default cannot be added to a table with rows";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AddColumn.class)
        .map(TableAction.AddColumn::column)
        .filter(it -> isRequired(in, it) && !hasValue(it))
        .filter(it -> in.rows(in.altered()) != 0)
        .filter(it -> in.table(in.altered()).flatMap(t -> t.column(it.name())).isEmpty())
        .flatMap(it -> found(in, it));
  }

  private static boolean isRequired(StatementContext in, ColumnDef column) {
    return column.notNull()
        || column.type().arrayDimensions() == 0
            && in.before()
                .type(new QualifiedName(column.type().schema(), column.type().name()))
                .filter(it -> it instanceof TypeDef.DomainType d && d.notNull() && !d.hasDefault())
                .isPresent();
  }

  private static boolean hasValue(ColumnDef column) {
    Expression value = column.defaultValue();
    return value != null && !value.isNull()
        || column.type().isSerial()
        || column.identity() != ColumnDef.Identity.NONE
        || column.generated() != ColumnDef.Generated.NONE;
  }

  private Stream<Finding> found(StatementContext in, ColumnDef column) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table)
        .says(
            "Column %s is NOT NULL and has no default: every old row of %s breaks it (SQLSTATE "
                + "23502)",
            column.name(), in.name(table))
        .fix(
            "Give it a constant DEFAULT, or add it nullable, fill it, and make it NOT NULL "
                + "afterwards")
        .recipe("R6")
        .found();
  }
}
