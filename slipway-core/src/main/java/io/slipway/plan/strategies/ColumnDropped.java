package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Column;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.plan.Removal;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Identifier;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** DROP COLUMN after the application has stopped naming it. */
final class ColumnDropped {
  private final StatementContext context;
  private final Table table;
  private final TableAction.DropColumn drop;

  ColumnDropped(StatementContext context, Table table, TableAction.DropColumn drop) {
    this.context = context;
    this.table = table;
    this.drop = drop;
  }

  Proposal proposal() {
    Column column = table.column(drop.column()).orElse(null);
    if (column == null) return absent();
    refuseDependents();
    boolean announced = context.instruction().isContract();
    List<Step> expand = announced ? List.of() : expand(column);
    String because =
        announced
            ? "the application no longer names the column: what is left is a moment's lock"
            : "the running application still names %s.%s: announced first, dropped once a version that does not is everywhere"
                .formatted(table.name(), column.name());
    return new Proposal(because, expand, List.of(), contract(column), List.of(warning(column)));
  }

  private Proposal absent() {
    if (drop.ifExists() || !context.before().complete()) {
      return Direct.asWritten(context, "the column is not known: the statement runs as written");
    }
    throw Refusal.of(
        Refusal.MISSING,
        context.piece(),
        "column " + drop.column() + " of " + table.name() + " does not exist",
        "Take the statement out, or write IF EXISTS.");
  }

  private void refuseDependents() {
    List<String> dependents =
        new ArrayList<>(new Dependents(context.before(), table).ofColumn(drop.column()));
    for (Catalog.Inbound inbound : context.before().inboundForeignKeys(table.name())) {
      if (inbound.constraint().referencedColumns().contains(drop.column())) {
        dependents.add("foreign key " + inbound.constraint().name() + " of " + inbound.table());
      }
    }
    if (dependents.isEmpty()) return;
    throw Refusal.of(
        Refusal.DEPENDENTS,
        context.piece(),
        "column " + table.name() + "." + drop.column() + " is in use",
        "These depend on it: " + String.join("; ", dependents) + ".",
        "Drop or replace them in a statement or migration before this one.");
  }

  /** An application that leaves the column out of its INSERTs must not fail on NOT NULL. */
  private List<Step> expand(Column column) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Deprecation(context, table, column).step());
    boolean inKey =
        table.primaryKey().filter(it -> it.columns().contains(column.name())).isPresent();
    if (column.notNull() && column.defaultValue() == null && !inKey && isPlain(column)) {
      List<String> back = NotNull.unlessNulls(context, table, column.name());
      steps.add(
          Drafts.brief(
              "allow rows without " + table.name() + "." + column.name(),
              Drafts.undoAlone(back, "that it was NOT NULL, if rows without it were written since"),
              alter() + "ALTER COLUMN " + Identifier.quote(column.name()) + " DROP NOT NULL"));
    }
    return steps;
  }

  private static boolean isPlain(Column column) {
    return column.identity() == io.slipway.sql.ColumnDef.Identity.NONE
        && column.generated() == io.slipway.sql.ColumnDef.Generated.NONE;
  }

  private List<Step> contract(Column column) {
    List<Step> steps = new ArrayList<>();
    if (!context.instruction().isContract() || context.instruction().requiresDeployment()) {
      steps.add(
          Gates.deployed(
              context,
              "no running version may read or write " + table.name() + "." + column.name(),
              new Removal(table.name(), column.name())));
    }
    steps.add(DependencyChecks.nothingElseUses(table, column.name()));
    served().forEach(it -> steps.add(it.proof()));
    for (Constraint constraint : table.constraints()) {
      if (constraint.kind() == Kind.FOREIGN_KEY && constraint.columns().contains(column.name())) {
        steps.add(ForeignKeys.drop(context, table, constraint));
      }
    }
    steps.add(
        Drafts.brief(
            "drop column " + table.name() + "." + column.name(),
            undo(column),
            together(alter() + "DROP COLUMN " + Identifier.quote(column.name()))));
    return steps;
  }

  /** With what was put up for as long as the column is there. */
  private List<String> together(String sql) {
    List<String> together = new ArrayList<>();
    served().forEach(it -> together.addAll(it.end()));
    together.add(sql);
    return together;
  }

  private Stream<Served> served() {
    return context.served().stream().filter(it -> it.with(table.name(), drop.column()));
  }

  /** The foreign keys have steps, and undos, of their own. */
  private Undo undo(Column column) {
    List<Constraint> others =
        table.constraints().stream().filter(it -> it.kind() != Kind.FOREIGN_KEY).toList();
    return ColumnRestored.of(context, table.edit().constraints(others).done(), column);
  }

  private String warning(Column column) {
    return "Dropping %s.%s deletes its values: undoing it brings the column back, not them."
        .formatted(table.name(), column.name());
  }

  private String alter() {
    return "ALTER TABLE " + table.name().sql() + " ";
  }
}
