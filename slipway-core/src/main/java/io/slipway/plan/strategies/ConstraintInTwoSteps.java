package io.slipway.plan.strategies;

import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Expression;
import io.slipway.sql.Identifier;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * CHECK, FOREIGN KEY and NOT NULL constraints: NOT VALID first, which binds new rows, then
 * validated in a transaction of its own, which lets readers and writers go on.
 */
final class ConstraintInTwoSteps {
  private ConstraintInTwoSteps() {}

  static Optional<Proposal> propose(StatementContext context) {
    if (!(context.piece().change() instanceof Change.AlterTable alter)
        || alter.kind() != ObjectKind.TABLE) {
      return Optional.empty();
    }
    return added(alter)
        .filter(it -> Definitions.canBeNotValid(it.kind()) && !it.notValid() && !it.notEnforced())
        .map(it -> proposal(context, context.table(alter.table()), it, replaced(alter)));
  }

  /** The one constraint added, alone or in place of one dropped by the action before. */
  private static Optional<ConstraintDef> added(Change.AlterTable alter) {
    boolean fits = alter.actions().size() == 1 || replaced(alter) != null;
    return fits && alter.actions().getLast() instanceof TableAction.AddConstraint add
        ? Optional.of(add.constraint())
        : Optional.empty();
  }

  private static @Nullable String replaced(Change.AlterTable alter) {
    return alter.actions().size() == 2
            && alter.actions().getFirst() instanceof TableAction.DropConstraint drop
        ? drop.name()
        : null;
  }

  private static Proposal proposal(
      StatementContext context, Table table, ConstraintDef def, @Nullable String replaced) {
    String name = Chosen.constraint(context, table.name(), def);
    if (name == null || !name.equals(replaced) && table.constraint(name).isPresent()) {
      throw Refusal.of(
          Refusal.NAME_TAKEN,
          context.piece(),
          "constraint " + name + " on " + table.name() + " has no free name",
          "Write ADD CONSTRAINT with a name that is not taken.");
    }
    List<Step> steps = new ArrayList<>();
    violations(context, table, def).ifPresent(steps::add);
    steps.addAll(
        byPartition(context, table, def) && replaced == null
            ? new PartitionedForeignKey(context, def).steps(table, name)
            : steps(context, table, name, def.sql(), replaced));
    return Proposal.expanding(
        "ADD %s reads %s while it stops %s; NOT VALID first and VALIDATE after stop nobody"
            .formatted(
                Definitions.words(def.kind()).toUpperCase(java.util.Locale.ROOT),
                table.name(),
                def.kind() == Kind.FOREIGN_KEY
                    ? "writers of it and of " + def.references()
                    : "readers and writers"),
        steps);
  }

  private static boolean byPartition(StatementContext context, Table table, ConstraintDef def) {
    return def.kind() == Kind.FOREIGN_KEY
        && table.kind() == Table.Kind.PARTITIONED
        && !context.server().atLeast(18);
  }

  private static List<Step> steps(
      StatementContext context,
      Table table,
      String name,
      String definition,
      @Nullable String replaced) {
    String drop = replaced == null ? "" : "DROP CONSTRAINT " + Identifier.quote(replaced) + ", ";
    Undo undo = replaced == null ? undo(table, name) : undoReplaced(context, table, name, replaced);
    return List.of(
        Drafts.brief(
            "add constraint " + name + " on " + table.name() + " for new rows",
            undo,
            alter(table) + drop + "ADD " + Definitions.named(name, definition) + " NOT VALID"),
        validate(table.name(), name, new Undo.Nothing()));
  }

  /** Both statements for a definition, without the check before. */
  static List<Step> steps(Table table, String name, String definition) {
    return List.of(
        Drafts.brief(
            "add constraint " + name + " on " + table.name() + " for new rows",
            undo(table, name),
            alter(table) + "ADD " + Definitions.named(name, definition) + " NOT VALID"),
        validate(table.name(), name, new Undo.Nothing()));
  }

  static Step validate(QualifiedName table, String name, Undo undo) {
    return Drafts.watched(
        "validate constraint " + name + " on " + table,
        undo,
        "ALTER TABLE " + table.sql() + " VALIDATE CONSTRAINT " + Identifier.quote(name));
  }

  private static Undo undo(Table table, String name) {
    return Drafts.undo(alter(table) + "DROP CONSTRAINT IF EXISTS " + Identifier.quote(name));
  }

  private static Undo undoReplaced(
      StatementContext context, Table table, String name, String replaced) {
    Constraint old = table.constraint(replaced).orElse(null);
    if (old == null) return new Undo.Impossible("the constraint it replaces is not known");
    List<String> sql = new ArrayList<>();
    sql.add(alter(table) + "DROP CONSTRAINT IF EXISTS " + Identifier.quote(name));
    sql.addAll(TableInverse.restored(context, table, old));
    return Drafts.undoAlone(sql, null);
  }

  private static String alter(Table table) {
    return "ALTER TABLE " + table.name().sql() + " ";
  }

  private static Optional<Step> violations(
      StatementContext context, Table table, ConstraintDef def) {
    return switch (def.kind()) {
      case CHECK -> Optional.ofNullable(def.check()).map(it -> rowsAgainst(table, it));
      case NOT_NULL -> Optional.of(NotNull.noNulls(table, def.columns().getFirst()));
      case FOREIGN_KEY -> new Orphans(context, table, def).step();
      case UNIQUE, PRIMARY_KEY, EXCLUDE -> Optional.empty();
    };
  }

  private static Step rowsAgainst(Table table, Expression check) {
    return Drafts.verify(
        "every row of " + table.name() + " satisfies the check",
        "SELECT %s FROM %s WHERE NOT (%s)"
            .formatted(Keys.list(table), table.name().sql(), check.sql()),
        "VALIDATE would fail on these rows: correct or delete them first.");
  }
}
