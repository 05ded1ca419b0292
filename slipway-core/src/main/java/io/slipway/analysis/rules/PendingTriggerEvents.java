package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.analysis.TransactionScope;
import io.slipway.catalog.Constraint;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 55006: ALTER TABLE refuses a table with deferred foreign key checks to come. */
final class PendingTriggerEvents implements Rule {
  private static final Pattern DEFERRED = Pattern.compile("(?i)initially\\s+deferred");

  @Override
  public String slug() {
    return "pending-trigger-events";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "A table cannot be altered while deferred checks of the same transaction wait";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody() || !in.transaction().open()) return Stream.empty();
    QualifiedName altered =
        switch (in.change()) {
          case Change.AlterTable alter -> alter.table();
          case Change.CreateIndex create -> create.table();
          default -> null;
        };
    if (altered == null) return Stream.empty();
    QualifiedName table = in.before().resolve(altered);
    Optional<Constraint> deferred =
        in.table(table).stream()
            .flatMap(it -> it.constraints().stream())
            .filter(it -> it.kind() == ConstraintDef.Kind.FOREIGN_KEY && isDeferred(it))
            .findFirst();
    if (deferred.isEmpty() || !isWritten(in, table)) return Stream.empty();
    return found(in, table, deferred.get());
  }

  private static boolean isDeferred(Constraint constraint) {
    return constraint.deferrable() && DEFERRED.matcher(constraint.definition()).find();
  }

  /** Rows that may be none: INSERT … VALUES alone is sure to leave something to check. */
  private static boolean isWritten(StatementContext in, QualifiedName table) {
    boolean written = false;
    for (TransactionScope.Earlier earlier : in.transaction().earlier()) {
      Change change = earlier.change();
      if (change instanceof Change.Query query
          && query.verb().equals("INSERT")
          && query.valuesRows() > 0
          && query.target() != null
          && in.before().resolve(query.target()).equals(table)) {
        written = true;
      }
      boolean checked =
          change instanceof Change.NoRelation other
              && other.command().startsWith("SET CONSTRAINTS");
      if (checked) written = false;
    }
    return written;
  }

  private Stream<Finding> found(StatementContext in, QualifiedName table, Constraint constraint) {
    return in.finding(this)
        .on(table)
        .says(
            "Rows written in this transaction wait for the deferred check of %s: no ALTER TABLE, no "
                + "CREATE INDEX before (SQLSTATE 55006)",
            constraint.name())
        .fix("SET CONSTRAINTS ALL IMMEDIATE before it, or commit in between")
        .found();
  }
}
