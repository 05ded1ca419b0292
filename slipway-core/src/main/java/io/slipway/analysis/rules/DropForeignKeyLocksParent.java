package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Constraint;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Objects;
import java.util.stream.Stream;

/** The triggers of a foreign key are on both tables: readers of the parent wait as well. */
final class DropForeignKeyLocksParent implements Rule {

  @Override
  public String slug() {
    return "drop-foreign-key-locks-parent";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BRIEF_LOCK;
  }

  @Override
  public String title() {
    return "Dropping a foreign key locks the referenced table too";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.DropConstraint.class)
        .flatMap(it -> in.table(in.altered()).flatMap(t -> t.constraint(it.name())).stream())
        .map(Constraint::references)
        .filter(Objects::nonNull)
        .filter(in::isInUse)
        .flatMap(it -> found(in, it));
  }

  private Stream<Finding> found(StatementContext in, QualifiedName parent) {
    return in.finding(this)
        .on(parent, ACCESS_EXCLUSIVE)
        .says(
            "Dropping the foreign key takes ACCESS EXCLUSIVE on %s and on %s: readers of both wait",
            in.name(in.altered()), in.name(parent))
        .fix("A short lock_timeout and another try; nothing else in the same transaction")
        .recipe("R14")
        .found();
  }
}
