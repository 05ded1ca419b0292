package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.catalog.Trigger;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.plan.strategies.DerivedColumns.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The phases of a column split or of columns merged. */
final class DerivedPlan {
  private final StatementContext context;
  private final DerivedColumns columns;
  private final DerivedTrigger trigger;

  DerivedPlan(StatementContext context, DerivedColumns columns) {
    this.context = context;
    this.columns = columns;
    this.trigger = DerivedTrigger.of(context, columns);
  }

  Proposal proposal() {
    Table table = columns.table();
    String because =
        "the running application goes on writing %s, of which %s of %s is made: a trigger keeps both sides in step"
            .formatted(String.join(", ", columns.sources()), columns.names(), table.name());
    Proposal proposal =
        new Proposal(
            because, List.of(inStep()), List.of(backfill(), verified()), contract(), warnings());
    return columns.areDropped()
        ? proposal.serving(new Served(table.name(), columns.sources(), verified(), trigger.drop()))
        : proposal;
  }

  private Step inStep() {
    String loses =
        columns.down().isEmpty()
            ? "what was written to " + columns.names() + " only, by a version that knows them"
            : null;
    return Drafts.brief(
        "keep %s of %s in step".formatted(columns.names(), columns.table().name()),
        Drafts.undo(trigger.drop(), loses),
        trigger.create());
  }

  private Step backfill() {
    Table table = columns.table();
    String assignments =
        columns.up().stream()
            .map(it -> it.sql() + " = " + it.value().sql())
            .collect(Collectors.joining(", "));
    return new Step.Backfill(
        "",
        "fill %s of %s".formatted(columns.names(), table.name()),
        table.name(),
        Keys.toWalk(context.before(), table),
        new Step.RowAction.Update(assignments),
        "(" + columns.isEmpty("") + ") AND (" + isSomething() + ")",
        columns.up().stream()
            .noneMatch(
                it ->
                    context.before().indexesOf(table.name()).stream()
                        .anyMatch(index -> index.mentions(it.column().name()))),
        table.triggers().stream().anyMatch(DerivedPlan::firesOnUpdate),
        context.instruction().backfill(),
        new Undo.Nothing());
  }

  private String isSomething() {
    return columns.up().stream()
        .map(it -> it.cast() + " IS NOT NULL")
        .collect(Collectors.joining(" OR "));
  }

  private static boolean firesOnUpdate(Trigger trigger) {
    return trigger.enabled() != 'D' && trigger.events().contains("UPDATE");
  }

  private Step verified() {
    Table table = columns.table();
    return Drafts.verify(
        "%s of %s is in step".formatted(columns.names(), table.name()),
        "SELECT %s FROM %s WHERE %s"
            .formatted(Keys.list(table), table.name().sql(), columns.outOfStep()),
        "These rows differ between the two sides: nothing may be taken away.");
  }

  /** Where the old columns are dropped, the trigger goes with the first of them. */
  private List<Step> contract() {
    if (columns.areDropped()) return List.of();
    List<Step> steps = new ArrayList<>();
    steps.add(
        Gates.deployed(
            context,
            "every running version must write %s of %s"
                .formatted(columns.names(), columns.table().name())));
    steps.add(verified());
    steps.add(
        Drafts.brief(
            "%s of %s stands alone".formatted(columns.names(), columns.table().name()),
            new Undo.Sql(trigger.create(), List.of(), io.slipway.plan.Mode.IN_TRANSACTION, null),
            trigger.drop()));
    return steps;
  }

  private List<String> warnings() {
    if (!columns.down().isEmpty()) return List.of();
    String old = String.join(", ", columns.sources());
    String column = columns.up().stream().map(Assignment::sql).findFirst().orElseThrow();
    return List.of(
        "What a version that knows %s writes there does not come back to %s, which the version before reads: say how, -- @metadata {\"down\": \"%s = … %s …\"}, or deploy it when the one before may miss those rows."
            .formatted(columns.names(), old, columns.sources().iterator().next(), column));
  }
}
