package io.slipway.plan.strategies;

import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.TableAction;

/** Why PostgreSQL has no way to do it beside the application, and what would work instead. */
final class NoOnlineWay {
  private static final String ACCEPT =
      " To accept the lock: -- @metadata {\"strategy\": \"direct\"}.";

  private NoOnlineWay() {}

  static String instead(StatementContext context) {
    return advice(context) + ACCEPT;
  }

  private static String advice(StatementContext context) {
    return switch (context.piece().change()) {
      case Change.AlterTable it when it.actions().size() == 1 ->
          advice(context, it.actions().getFirst());
      case Change.AlterDomain ignored ->
          "A domain's constraint is checked under a lock that stops the writers of every table that"
              + " uses it, also by VALIDATE. Add a CHECK to each of these tables instead: it is"
              + " planned online.";
      case Change.Cluster ignored -> rewriter("CLUSTER");
      case Change.Vacuum ignored -> rewriter("VACUUM FULL");
      default -> copy();
    };
  }

  private static String copy() {
    return "No strategy does it online here. A copy of the table (blue-green) does where the table"
        + " is a plain one with a primary key, by which rows that change meanwhile are found"
        + " again.";
  }

  private static String rewriter(String command) {
    return command
        + " writes the table anew and lets nobody near it meanwhile; blue-green makes a copy beside"
        + " the application instead, where the table has a primary key.";
  }

  private static String advice(StatementContext context, TableAction action) {
    return switch (action) {
      case TableAction.AddColumn it -> column(context, it.column());
      case TableAction.AddConstraint it when it.constraint().kind() == Kind.EXCLUDE ->
          "An exclusion constraint can be neither NOT VALID nor built CONCURRENTLY nor adopted from"
              + " an index (0A000). A copy of the table that has it from the start would do.";
      case TableAction.AddConstraint it when Temporal.isPeriod(it.constraint()) ->
          "WITHOUT OVERLAPS is an exclusion constraint inside: its GiST index cannot be adopted"
              + " (42809). A copy of the table that has it from the start would do.";
      case TableAction.SetExpression ignored ->
          "A stored expression is computed for every row at once. From 18 a VIRTUAL column takes a"
              + " new expression in a moment; else add another column, as for a new one.";
      case TableAction.SetPersistence ignored -> rewriter("SET LOGGED and UNLOGGED");
      default -> copy();
    };
  }

  private static String column(StatementContext context, ColumnDef column) {
    if (column.generated() == Generated.STORED) {
      return "A stored generated column is computed for every row under the lock. "
          + (context.server().atLeast(18)
              ? "VIRTUAL, its other form, is added in a moment; or a"
              : "A")
          + " plain column with a BEFORE INSERT OR UPDATE trigger that computes it and an UPDATE"
          + " that fills it: each of the three is planned online.";
    }
    return "The type is a domain with constraints, which ADD COLUMN checks by writing every row"
        + " anew, NULLs too. Add the column with the domain's base type and its conditions"
        + " as CHECK constraints: both are planned online.";
  }
}
