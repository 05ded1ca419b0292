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

/** The index is built under ACCESS EXCLUSIVE. UNIQUE cannot be NOT VALID; it can adopt an index. */
final class AddUniqueBlocksTable implements Rule {

  @Override
  public String slug() {
    return "add-unique-blocks-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "ADD UNIQUE builds its index while nobody can read or write";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (Added.buildsNothing(in)) return Stream.empty();
    return in.actions(TableAction.AddConstraint.class)
        .map(TableAction.AddConstraint::constraint)
        .filter(it -> it.kind() == ConstraintDef.Kind.UNIQUE && it.usingIndex() == null)
        .flatMap(it -> found(in));
  }

  private Stream<Finding> found(StatementContext in) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "ADD UNIQUE builds an index over %s%s under ACCESS EXCLUSIVE: nobody reads or "
                + "writes until it is done",
            in.name(table), in.size(table))
        .fix("CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX")
        .recipe("R4")
        .found();
  }
}
