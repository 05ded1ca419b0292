package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/** The index is built, and nullable columns are read once more, under ACCESS EXCLUSIVE. */
final class AddPrimaryKeyBlocksTable implements Rule {

  @Override
  public String slug() {
    return "add-primary-key-blocks-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "ADD PRIMARY KEY builds its index while nobody can read or write";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (Added.buildsNothing(in)) return Stream.empty();
    return in.actions(TableAction.AddConstraint.class)
        .map(TableAction.AddConstraint::constraint)
        .filter(it -> it.kind() == ConstraintDef.Kind.PRIMARY_KEY && it.usingIndex() == null)
        .flatMap(it -> found(in));
  }

  private Stream<Finding> found(StatementContext in) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "ADD PRIMARY KEY builds an index over %s%s under ACCESS EXCLUSIVE: nobody reads or "
                + "writes until it is done",
            in.name(table), in.size(table))
        .fix(
            "CREATE UNIQUE INDEX CONCURRENTLY, make the columns NOT NULL through a CHECK, then "
                + "ADD PRIMARY KEY USING INDEX")
        .recipe("R5")
        .found();
  }
}
