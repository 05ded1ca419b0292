package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/** Every row is computed anew under ACCESS EXCLUSIVE; a virtual column is not touched. */
final class SetExpressionRewritesTable implements Rule {

  @Override
  public String slug() {
    return "set-expression-rewrites-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "SET EXPRESSION on a stored column rewrites the table";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.SetExpression.class)
        .filter(
            it ->
                in.table(in.altered())
                    .flatMap(t -> t.column(it.column()))
                    .map(c -> c.generated() != ColumnDef.Generated.VIRTUAL)
                    .orElse(true))
        .flatMap(it -> found(in, it.column()));
  }

  private Stream<Finding> found(StatementContext in, String column) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "SET EXPRESSION computes %s for every row of %s%s under ACCESS EXCLUSIVE",
            column, in.name(table), in.size(table))
        .fix("A new column filled in batches, and a switch (strategy dual-write)")
        .recipe("R7")
        .found();
  }
}
