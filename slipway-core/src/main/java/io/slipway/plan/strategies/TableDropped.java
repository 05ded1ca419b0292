package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.plan.Removal;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** DROP TABLE after the application has stopped using it; each foreign key goes alone before. */
final class TableDropped {
  private final StatementContext context;
  private final Change.Drop drop;
  private final List<Step> expand = new ArrayList<>();
  private final List<Step> contract = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  TableDropped(StatementContext context, Change.Drop drop) {
    this.context = context;
    this.drop = drop;
  }

  Proposal proposal() {
    boolean announced = context.instruction().isContract();
    if (!announced || context.instruction().requiresDeployment()) {
      Removal[] removals =
          drop.objects().stream()
              .map(it -> new Removal(context.before().resolve(it), null))
              .toArray(Removal[]::new);
      contract.add(
          Gates.deployed(context, "no running version may use " + drop.objects(), removals));
    }
    for (QualifiedName name : drop.objects()) {
      Table table = context.before().table(name).orElse(null);
      if (table == null) unknown(name);
      else plan(table, announced);
    }
    return new Proposal(
        "the running application may still use %s: announced first, dropped once a version that does not is everywhere"
            .formatted(drop.objects()),
        expand,
        List.of(),
        contract,
        warnings);
  }

  private void unknown(QualifiedName name) {
    if (drop.ifExists() || !context.before().complete()) {
      contract.add(
          Drafts.brief(
              "drop table " + name,
              new Undo.Impossible("the rows are gone: restore them from a backup"),
              "DROP TABLE IF EXISTS " + name.sql()));
      return;
    }
    throw Refusal.of(
        Refusal.MISSING,
        context.piece(),
        "table " + name + " does not exist",
        "Take the statement out, or write IF EXISTS.");
  }

  private void plan(Table table, boolean announced) {
    refuseDependents(table);
    if (!announced) expand.add(new Deprecation(context, table, null).step());
    for (Constraint constraint : table.constraints()) {
      boolean toOther = !table.name().equals(constraint.references());
      if (constraint.kind() == Kind.FOREIGN_KEY && toOther) {
        contract.add(ForeignKeys.drop(context, table, constraint));
      }
    }
    for (Catalog.Inbound inbound : inbound(table)) {
      context
          .before()
          .table(inbound.table())
          .ifPresent(it -> contract.add(ForeignKeys.drop(context, it, inbound.constraint())));
    }
    contract.add(
        Drafts.brief(
            "drop table " + table.name(),
            new Undo.Impossible("the rows are gone: restore them from a backup"),
            "DROP TABLE " + (drop.ifExists() ? "IF EXISTS " : "") + table.name().sql()));
    warnings.add("Dropping " + table.name() + " deletes its rows and cannot be undone.");
  }

  private List<Catalog.Inbound> inbound(Table table) {
    return context.before().inboundForeignKeys(table.name()).stream()
        .filter(it -> !it.table().equals(table.name()))
        .toList();
  }

  private void refuseDependents(Table table) {
    List<String> dependents = new ArrayList<>(new Dependents(context.before(), table).ofTable());
    if (!drop.cascade()) {
      inbound(table).stream()
          .filter(it -> !drop.objects().contains(it.table()))
          .forEach(
              it -> dependents.add("foreign key " + it.constraint().name() + " of " + it.table()));
    }
    if (dependents.isEmpty()) return;
    throw Refusal.of(
        Refusal.DEPENDENTS,
        context.piece(),
        "table " + table.name() + " is in use",
        "These depend on it: " + String.join("; ", dependents) + ".",
        "Drop or replace them in a statement or migration before this one.");
  }
}
