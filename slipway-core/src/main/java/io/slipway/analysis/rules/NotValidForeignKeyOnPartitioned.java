package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/** SQLSTATE 42809 before PostgreSQL 18. */
final class NotValidForeignKeyOnPartitioned implements Rule {

  @Override
  public String slug() {
    return "not-valid-foreign-key-on-partitioned";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "Before 18 a foreign key of a partitioned table cannot be NOT VALID";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.server().atLeast(18)) return Stream.empty();
    return in.actions(TableAction.AddConstraint.class)
        .map(TableAction.AddConstraint::constraint)
        .filter(it -> it.kind() == ConstraintDef.Kind.FOREIGN_KEY && it.notValid())
        .filter(
            it -> in.table(in.altered()).map(t -> t.kind() == Table.Kind.PARTITIONED).orElse(false))
        .flatMap(it -> found(in));
  }

  private Stream<Finding> found(StatementContext in) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table)
        .says(
            "PostgreSQL %d refuses a NOT VALID foreign key on the partitioned table %s "
                + "(SQLSTATE 42809)",
            in.server().major(), in.name(table))
        .fix("Add it NOT VALID to each partition, validate there, then add it to the parent")
        .found();
  }
}
