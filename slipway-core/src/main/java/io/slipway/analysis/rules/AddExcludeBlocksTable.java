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

/** EXCLUDE can neither be NOT VALID nor adopt an index. */
final class AddExcludeBlocksTable implements Rule {

  @Override
  public String slug() {
    return "add-exclude-blocks-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "ADD EXCLUDE builds its index while nobody can read or write";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AddConstraint.class)
        .map(TableAction.AddConstraint::constraint)
        .filter(it -> it.kind() == ConstraintDef.Kind.EXCLUDE)
        .flatMap(it -> found(in));
  }

  private Stream<Finding> found(StatementContext in) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "ADD EXCLUDE builds an index over %s%s under ACCESS EXCLUSIVE and cannot be put off",
            in.name(table), in.size(table))
        .fix("Build the constraint on a copy of the table and switch (strategy blue-green-table)")
        .found();
  }
}
