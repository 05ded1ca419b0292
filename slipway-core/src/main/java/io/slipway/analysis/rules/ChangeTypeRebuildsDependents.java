package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/**
 * CHECKs are verified, expression and partial indexes rebuilt, under ACCESS EXCLUSIVE. A foreign
 * key is made again too, on both tables, but its rows are not looked at where the types compare as
 * before.
 */
final class ChangeTypeRebuildsDependents implements Rule {

  @Override
  public String slug() {
    return "change-type-rebuilds-dependents";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "The type change needs no rewrite, but what is built on the column is made again";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AlterType.class)
        .filter(it -> !TypeFacts.rewrites(in, it))
        .filter(it -> in.scans(in.altered()))
        .flatMap(it -> found(in, it));
  }

  private Stream<Finding> found(StatementContext in, TableAction.AlterType alter) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "Changing the type of %s reads all of %s%s to verify or rebuild what uses it, under "
                + "ACCESS EXCLUSIVE",
            alter.column(), in.name(table), in.size(table))
        .fix(
            "Drop the CHECK, index or foreign key first and add it again afterwards, NOT VALID "
                + "or CONCURRENTLY")
        .recipe("R8")
        .found();
  }
}
