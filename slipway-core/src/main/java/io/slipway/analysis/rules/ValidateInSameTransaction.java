package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.analysis.TransactionScope.Earlier;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/**
 * Locks are held to the end of the transaction: the gentle scan of VALIDATE runs under the lock ADD
 * CONSTRAINT took.
 */
final class ValidateInSameTransaction implements Rule {

  @Override
  public String slug() {
    return "validate-in-same-transaction";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "VALIDATE in the transaction that added the constraint keeps the strong lock during "
        + "the scan";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!in.transaction().open()) return Stream.empty();
    return in.actions(TableAction.ValidateConstraint.class)
        .filter(it -> wasAddedHere(in, it.name()))
        .flatMap(it -> found(in, it.name()));
  }

  private static boolean wasAddedHere(StatementContext in, String constraint) {
    QualifiedName table = in.before().resolve(in.altered());
    return in.transaction().earlier().stream()
        .map(Earlier::change)
        .filter(Change.AlterTable.class::isInstance)
        .map(Change.AlterTable.class::cast)
        .filter(it -> in.before().resolve(it.table()).equals(table))
        .flatMap(it -> it.actions().stream())
        .anyMatch(
            it ->
                it instanceof TableAction.AddConstraint add
                    && constraint.equals(add.constraint().name()));
  }

  private Stream<Finding> found(StatementContext in, String constraint) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, SHARE_UPDATE_EXCLUSIVE)
        .says(
            "%s was added in this transaction, whose lock on %s%s is held while VALIDATE reads it",
            constraint, in.name(table), in.size(table))
        .fix("COMMIT between ADD CONSTRAINT … NOT VALID and VALIDATE CONSTRAINT")
        .recipe("R8")
        .found();
  }
}
