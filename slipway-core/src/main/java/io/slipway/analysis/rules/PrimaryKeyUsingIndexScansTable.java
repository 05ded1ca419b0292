package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The key makes its columns NOT NULL, which costs a scan under ACCESS EXCLUSIVE unless a validated
 * CHECK proves it.
 */
final class PrimaryKeyUsingIndexScansTable implements Rule {

  @Override
  public String slug() {
    return "primary-key-using-index-scans-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "ADD PRIMARY KEY USING INDEX reads the table when a key column may be NULL";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AddConstraint.class)
        .map(TableAction.AddConstraint::constraint)
        .filter(it -> it.kind() == ConstraintDef.Kind.PRIMARY_KEY && it.usingIndex() != null)
        .filter(
            it ->
                in.before()
                    .index(
                        in.before()
                            .resolve(in.altered())
                            .sibling(Objects.requireNonNull(it.usingIndex())))
                    .isPresent())
        .filter(it -> in.scans(in.altered()))
        .flatMap(it -> found(in));
  }

  private Stream<Finding> found(StatementContext in) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "A column of the key may be NULL: all of %s%s is read under ACCESS EXCLUSIVE to "
                + "prove it is not",
            in.name(table), in.size(table))
        .fix("Validate a CHECK (column IS NOT NULL) and SET NOT NULL first")
        .recipe("R5")
        .found();
  }
}
