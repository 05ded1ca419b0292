package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.SHARE_ROW_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * NOT VALID saves the scan, not the lock: SHARE ROW EXCLUSIVE on both tables, and it waits for
 * every open writer.
 */
final class ForeignKeyLocksParent implements Rule {

  @Override
  public String slug() {
    return "foreign-key-locks-parent";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BRIEF_LOCK;
  }

  @Override
  public String title() {
    return "A new foreign key stops writes to the referenced table for a moment";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return references(in).filter(in::isInUse).distinct().flatMap(it -> found(in, it));
  }

  private static Stream<QualifiedName> references(StatementContext in) {
    if (in.change() instanceof Change.CreateTable create) {
      Stream<ConstraintDef> onColumns =
          create.columns().stream().flatMap(column -> column.constraints().stream());
      return references(Stream.concat(onColumns, create.constraints().stream()));
    }
    if (!(in.change() instanceof Change.AlterTable alter)) return Stream.empty();
    return alter.actions().stream().flatMap(it -> references(in, it));
  }

  private static Stream<QualifiedName> references(StatementContext in, TableAction action) {
    if (action instanceof TableAction.AddColumn add) {
      return references(add.column().constraints().stream());
    }
    if (!(action instanceof TableAction.AddConstraint add)) return Stream.empty();
    ConstraintDef constraint = add.constraint();
    // The full scan of an old table has a rule of its own.
    boolean waits = constraint.notValid() || constraint.notEnforced() || !in.isInUse(in.altered());
    return waits ? references(Stream.of(constraint)) : Stream.empty();
  }

  private static Stream<QualifiedName> references(Stream<ConstraintDef> constraints) {
    return constraints.map(ConstraintDef::references).filter(Objects::nonNull);
  }

  private Stream<Finding> found(StatementContext in, QualifiedName parent) {
    return in.finding(this)
        .on(parent, SHARE_ROW_EXCLUSIVE)
        .says(
            "The foreign key takes SHARE ROW EXCLUSIVE on %s: it waits for open writers there, "
                + "and later writers wait for it",
            in.name(parent))
        .fix("A short lock_timeout and another try; one foreign key per transaction")
        .recipe("R3")
        .found();
  }
}
