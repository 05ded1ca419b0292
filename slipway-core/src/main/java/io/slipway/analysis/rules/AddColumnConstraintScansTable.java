package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/** Even without a default every row is checked, or indexed, under ACCESS EXCLUSIVE. */
final class AddColumnConstraintScansTable implements Rule {

  @Override
  public String slug() {
    return "add-column-constraint-scans-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "A UNIQUE or CHECK written on the new column reads the table";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AddColumn.class)
        .filter(it -> in.rewriteOf(it).isEmpty())
        .filter(it -> in.scans(in.altered()))
        .flatMap(
            it -> it.column().constraints().stream().limit(1).flatMap(c -> of(in, it.column(), c)));
  }

  private Stream<Finding> of(StatementContext in, ColumnDef column, ConstraintDef constraint) {
    return switch (constraint.kind()) {
      case CHECK ->
          found(
              in, column, "CHECK", "the CHECK NOT VALID in a second action and validate it later");
      case UNIQUE ->
          found(in, column, "UNIQUE", "a unique index CONCURRENTLY and UNIQUE USING INDEX");
      case PRIMARY_KEY ->
          found(
              in, column, "PRIMARY KEY", "a unique index CONCURRENTLY and PRIMARY KEY USING INDEX");
      case FOREIGN_KEY ->
          found(
              in,
              column,
              "REFERENCES",
              "the foreign key NOT VALID in a second action and validate it later");
      case EXCLUDE, NOT_NULL -> Stream.empty();
    };
  }

  private Stream<Finding> found(
      StatementContext in, ColumnDef column, String constraint, String instead) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "%s on the new column %s reads all of %s%s under ACCESS EXCLUSIVE",
            constraint, column.name(), in.name(table), in.size(table))
        .fix("ADD COLUMN alone, then " + instead)
        .recipe("R8")
        .found();
  }
}
