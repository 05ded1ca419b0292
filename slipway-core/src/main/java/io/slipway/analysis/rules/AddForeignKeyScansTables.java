package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.SHARE_ROW_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/** SHARE ROW EXCLUSIVE on both tables for as long as the check takes. */
final class AddForeignKeyScansTables implements Rule {

  @Override
  public String slug() {
    return "add-foreign-key-scans-tables";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "ADD FOREIGN KEY reads both tables while nobody can write to either";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AddConstraint.class)
        .map(TableAction.AddConstraint::constraint)
        .filter(it -> it.kind() == ConstraintDef.Kind.FOREIGN_KEY)
        .filter(it -> !it.notValid() && !it.notEnforced())
        .flatMap(it -> found(in, it));
  }

  private Stream<Finding> found(StatementContext in, ConstraintDef constraint) {
    QualifiedName table = in.altered();
    QualifiedName parent = constraint.references();
    String other = parent == null ? "the referenced table" : in.name(parent);
    return in.finding(this)
        .on(table, SHARE_ROW_EXCLUSIVE)
        .says(
            "ADD FOREIGN KEY reads all of %s%s and stops writes to it and to %s until it is done",
            in.name(table), in.size(table), other)
        .fix("ADD CONSTRAINT … NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own")
        .recipe("R3")
        .found();
  }
}
