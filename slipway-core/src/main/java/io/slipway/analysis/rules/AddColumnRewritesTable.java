package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.analysis.locks.AddedColumn;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/**
 * A volatile default, serial, identity, a stored expression or a domain with constraints: the table
 * and its indexes are written anew under ACCESS EXCLUSIVE.
 */
final class AddColumnRewritesTable implements Rule {

  @Override
  public String slug() {
    return "add-column-rewrites-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "ADD COLUMN rewrites the table when each row needs a value of its own";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AddColumn.class).flatMap(it -> of(in, it));
  }

  private Stream<Finding> of(StatementContext in, TableAction.AddColumn add) {
    return in.rewriteOf(add).stream().flatMap(why -> found(in, add.column(), why));
  }

  private Stream<Finding> found(StatementContext in, ColumnDef column, AddedColumn.Rewrite why) {
    QualifiedName table = in.altered();
    boolean sure = why != AddedColumn.Rewrite.UNKNOWN_DEFAULT;
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .severity(sure ? Severity.ERROR : Severity.WARNING)
        .says(
            "%s: %s%s %s rewritten under ACCESS EXCLUSIVE, its indexes too",
            because(column, why), in.name(table), in.size(table), sure ? "is" : "may be")
        .fix(fix(why))
        .recipe("R6")
        .found();
  }

  private static String because(ColumnDef column, AddedColumn.Rewrite why) {
    return switch (why) {
      case VOLATILE_DEFAULT ->
          "The default %s differs from row to row".formatted(column.defaultValue());
      case UNKNOWN_DEFAULT ->
          "The default %s calls a function that may be volatile".formatted(column.defaultValue());
      case SERIAL -> "%s numbers every old row".formatted(column.type());
      case IDENTITY -> "IDENTITY numbers every old row";
      case STORED -> "A STORED expression is computed for every old row";
      case CONSTRAINED_DOMAIN -> "The domain %s has constraints".formatted(column.type());
    };
  }

  private static String fix(AddedColumn.Rewrite why) {
    return switch (why) {
      case VOLATILE_DEFAULT, UNKNOWN_DEFAULT, SERIAL, IDENTITY ->
          "ADD COLUMN without it, ALTER COLUMN … SET DEFAULT in a second action, fill old rows "
              + "in batches";
      case STORED -> "ADD COLUMN without it, a trigger for new rows, fill old rows in batches";
      case CONSTRAINED_DOMAIN ->
          "ADD COLUMN of the base type, with a CHECK … NOT VALID that is validated later";
    };
  }
}
