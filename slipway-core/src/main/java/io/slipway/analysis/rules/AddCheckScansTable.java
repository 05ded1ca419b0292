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

/** Without NOT VALID every row is checked under ACCESS EXCLUSIVE. */
final class AddCheckScansTable implements Rule {

  @Override
  public String slug() {
    return "add-check-scans-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "ADD CHECK reads the table while nobody can read or write";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AddConstraint.class)
        .map(TableAction.AddConstraint::constraint)
        .filter(
            it -> it.kind() == ConstraintDef.Kind.CHECK || it.kind() == ConstraintDef.Kind.NOT_NULL)
        .filter(it -> !it.notValid() && !it.notEnforced())
        .flatMap(it -> found(in, it));
  }

  private Stream<Finding> found(StatementContext in, ConstraintDef constraint) {
    QualifiedName table = in.altered();
    String kind = constraint.kind() == ConstraintDef.Kind.CHECK ? "CHECK" : "NOT NULL";
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "ADD %s reads all of %s%s under ACCESS EXCLUSIVE", kind, in.name(table), in.size(table))
        .fix("ADD CONSTRAINT … NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own")
        .recipe("R8")
        .found();
  }
}
