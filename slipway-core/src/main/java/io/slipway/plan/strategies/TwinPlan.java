package io.slipway.plan.strategies;

import io.slipway.catalog.Belonging;
import io.slipway.catalog.Table;
import io.slipway.catalog.Trigger;
import io.slipway.plan.Removal;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The phases of a dual write. */
final class TwinPlan {
  private final StatementContext context;
  private final Twin twin;
  private final SyncTrigger trigger;

  TwinPlan(StatementContext context, Twin twin) {
    this.context = context;
    this.twin = twin;
    refuse();
    this.trigger = SyncTrigger.of(twin, context.before());
  }

  Proposal proposal() {
    TwinDependents dependents = TwinDependents.of(context, twin);
    List<Step> migrate = new ArrayList<>();
    migrate.add(backfill());
    migrate.add(inStep());
    migrate.addAll(dependents.steps());
    return new Proposal(because(), expand(), migrate, contract(dependents), warnings());
  }

  private String because() {
    String column = twin.table().name() + "." + twin.old().name();
    return twin.renames()
        ? "the running application knows the column as %s, the next as %s: both names stay in step until the next version is everywhere"
            .formatted(column, twin.name())
        : "the type change %s to %s rewrites or reads %s while it stops readers and writers"
            .formatted(twin.old().type().sql(), twin.type().sql(), twin.table().name());
  }

  private void refuse() {
    Table table = twin.table();
    boolean inherits = !table.parents().isEmpty() || table.isPartition();
    boolean plain = table.kind() == Table.Kind.TABLE;
    if (!plain || inherits || !context.before().children(table.name()).isEmpty()) {
      throw Refusal.of(
          Refusal.INHERITANCE,
          context.piece(),
          table.name() + " is partitioned, a partition or inherits: its columns cannot have twins",
          "Copy the table (blue-green), or accept the lock: -- @metadata {\"strategy\":"
              + " \"direct\"}.");
    }
    Dependents known = new Dependents(context.before(), table);
    String column = twin.old().name();
    List<String> dependents =
        new ArrayList<>(twin.renames() ? known.triggersOn(column) : known.ofColumn(column));
    if (!twin.renames() && table.replicaIdentity() == 'i') {
      dependents.add("the replica identity of " + table.name());
    }
    if (!dependents.isEmpty()) {
      throw Refusal.dependents(context.piece(), table.name() + "." + twin.old().name(), dependents);
    }
  }

  private List<Step> expand() {
    List<Step> steps = new ArrayList<>();
    if (!twin.renames()) {
      steps.add(DependencyChecks.nothingElseUses(twin.table(), twin.old().name()));
    }
    if (!twin.alwaysConverts()) steps.add(everyValueConverts());
    List<String> sql = new ArrayList<>();
    sql.add(twin.alter() + "ADD COLUMN " + twin.definition());
    sql.addAll(grants());
    sql.addAll(trigger.create());
    List<String> undo = new ArrayList<>(trigger.drop());
    undo.add(twin.alter() + "DROP COLUMN IF EXISTS " + twin.sql());
    steps.add(
        Drafts.brief(
            "add column " + twin.table().name() + "." + twin.name() + ", in step from the start",
            Drafts.undo(undo, null),
            sql));
    return steps;
  }

  private List<String> grants() {
    return context.before().belongings(twin.table().name()).stream()
        .filter(it -> it.kind() == Belonging.Kind.COLUMN_GRANT)
        .filter(it -> it.name().equals(twin.old().name()))
        .map(it -> it.onColumn(twin.table().name(), twin.sql()))
        .toList();
  }

  /**
   * A conversion that fails raises its own error, with the value: before anything has changed. What
   * the statement would refuse as too long is named by its key, never cut off.
   */
  private Step everyValueConverts() {
    String lost =
        "(%s)::%s IS NULL AND %s IS NOT NULL"
            .formatted(twin.value(), twin.type().sql(), twin.oldSql());
    Optional<String> refused = TooLong.condition(twin.type(), twin.value());
    return Drafts.verify(
        "every value of " + twin.table().name() + "." + twin.old().name() + " converts",
        "SELECT %s FROM %s WHERE %s"
            .formatted(
                Keys.list(twin.table()),
                twin.tableSql(),
                refused.map(it -> "(" + lost + ") OR " + it).orElse(lost)),
        refused.isPresent()
            ? "These rows would lose their value, or "
                + twin.type().sql()
                + " is too short for it, which ALTER TABLE refuses as well: correct them, or write"
                + " in USING how to shorten them."
            : "These rows would lose their value: correct them, or write another USING.");
  }

  private Step backfill() {
    return new Step.Backfill(
        "",
        "fill " + twin.table().name() + "." + twin.name(),
        twin.table().name(),
        Keys.toWalk(context.before(), twin.table()),
        new Step.RowAction.Update(twin.sql() + " = " + twin.value()),
        twin.outOfStep(),
        true,
        twin.table().triggers().stream().anyMatch(TwinPlan::firesOnUpdate),
        context.instruction().backfill(),
        new Undo.Nothing());
  }

  private static boolean firesOnUpdate(Trigger trigger) {
    return trigger.enabled() != 'D' && trigger.events().contains("UPDATE");
  }

  private Step inStep() {
    return Drafts.verify(
        twin.table().name() + "." + twin.name() + " is in step",
        "SELECT %s FROM %s WHERE %s"
            .formatted(Keys.list(twin.table()), twin.tableSql(), twin.outOfStep()),
        "These rows differ between the column and its twin: nothing may be handed over.");
  }

  private List<Step> contract(TwinDependents dependents) {
    List<Step> steps = new ArrayList<>();
    if (twin.renames()) {
      steps.add(
          Gates.deployed(
              context,
              "every running version must use %s instead of %s.%s"
                  .formatted(twin.name(), twin.table().name(), twin.old().name()),
              new Removal(twin.table().name(), twin.old().name())));
      steps.add(
          DependencyChecks.noTriggerNames(
              twin.table(), twin.old().name(), trigger.function().name()));
      steps.add(
          DependencyChecks.nothingOfOthersOn(twin.table(), twin.name(), dependents.indexNames()));
    } else if (context.instruction().requiresDeployment()) {
      steps.add(Gates.deployed(context, "the running version must cope with " + twin.type().sql()));
    }
    if (!twin.renames()) {
      steps.add(DependencyChecks.nothingElseUses(twin.table(), twin.old().name()));
    }
    steps.add(inStep());
    steps.add(new Handover(context, twin, trigger, dependents).step());
    return steps;
  }

  private List<String> warnings() {
    Table table = twin.table();
    List<String> warnings = new ArrayList<>();
    warnings.add(
        twin.renames()
            ? "Until its contract phase %s has both columns, the new one last: INSERT without a column list and code that counts columns notice."
                .formatted(table.name())
            : "The column moves to the end of %s: INSERT without a column list and code that counts columns notice."
                .formatted(table.name()));
    warnings.add(
        "A REPEATABLE READ or SERIALIZABLE transaction that writes a row after its snapshot and"
            + " after the backfill wrote it gets 40001, about (such writes per second) x (seconds"
            + " between snapshot and write), and must be retried, as the manual says.");
    if (twin.renames()) warnings.addAll(aboutBothNames());
    else {
      warnings.add(
          "At the swap the result type changes: a prepared SELECT that names %s fails once with \"cached plan must not change result type\"; pgjdbc heals with autosave=conservative or prepareThreshold=0, simple and unnamed statements never notice."
              .formatted(twin.old().name()));
    }
    return warnings;
  }

  private List<String> aboutBothNames() {
    List<String> warnings = new ArrayList<>();
    String old = twin.table().name() + "." + twin.old().name();
    for (QualifiedName function :
        new Dependents(context.before(), twin.table()).functionsNaming(twin.old().name())) {
      warnings.add(
          "Trigger function %s names %s: replace it, once %s is deployed, by one that does not."
              .formatted(function, old, context.deployment()));
    }
    if (!twin.old().notNull() && twin.old().defaultValue() != null) {
      warnings.add(
          "While both names are there, an INSERT that gives NULL for %s and nothing for %s gets the default %s."
              .formatted(
                  twin.name(),
                  Identifier.quote(twin.old().name()),
                  twin.old().defaultValue().sql()));
    }
    return warnings;
  }
}
