package io.slipway.plan.strategies;

import io.slipway.catalog.Column;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** UNIQUE and PRIMARY KEY: the index is built CONCURRENTLY, then becomes the constraint. */
final class UniqueByIndex {
  private UniqueByIndex() {}

  static Optional<Proposal> propose(StatementContext context) {
    return Altered.by(context, TableAction.AddConstraint.class)
        .filter(it -> isUnique(it.action().constraint()))
        .map(it -> proposal(context, it.table(), it.action().constraint()));
  }

  private static boolean isUnique(ConstraintDef it) {
    return (it.kind() == Kind.UNIQUE || it.kind() == Kind.PRIMARY_KEY)
        && it.usingIndex() == null
        && !Temporal.isPeriod(it);
  }

  private static Proposal proposal(StatementContext context, Table table, ConstraintDef def) {
    String constraint = Chosen.constraint(context, table.name(), def);
    if (constraint == null) constraint = table.name().name() + (isPrimary(def) ? "_pkey" : "_key");
    QualifiedName index = table.name().sibling(constraint);
    Index there = context.before().index(index).orElse(null);
    boolean half = there != null && !there.valid() && there.table().equals(table.name());
    if (there != null && !half || table.constraint(constraint).isPresent()) {
      throw Refusal.of(
          Refusal.NAME_TAKEN,
          context.piece(),
          "the name " + constraint + " is taken in " + table.name(),
          "Choose another name for the constraint.");
    }
    List<Step> steps = new ArrayList<>();
    List<String> keys = def.columns().stream().map(Identifier::quote).toList();
    steps.add(IndexBuilt.noDuplicates(table.name(), keys, def.nullsNotDistinct(), null));
    if (isPrimary(def)) steps.addAll(notNull(context, table, def));
    if (table.kind() == Table.Kind.PARTITIONED) {
      steps.addAll(new PartitionedUnique(context, def).steps(table, constraint));
    } else {
      if (there != null) steps.addAll(InvalidIndex.removed(there));
      steps.add(IndexBuilt.step(index, table.name(), indexSql(table, constraint, def)));
      steps.add(adopt(table, constraint, def));
    }
    return Proposal.expanding(
        "ADD %s builds its index while it stops readers and writers; built CONCURRENTLY before, it is adopted in a moment"
            .formatted(isPrimary(def) ? "PRIMARY KEY" : "UNIQUE"),
        steps);
  }

  private static boolean isPrimary(ConstraintDef def) {
    return def.kind() == Kind.PRIMARY_KEY;
  }

  /** PRIMARY KEY would set them NOT NULL itself, and read the table to be sure. */
  private static List<Step> notNull(StatementContext context, Table table, ConstraintDef def) {
    List<Step> steps = new ArrayList<>();
    for (String name : def.columns()) {
      Column column = table.column(name).orElse(null);
      if (column == null || column.notNull()) continue;
      for (Step step : NotNull.verified(context, table, name)) {
        steps.add(takesPartitionsBack(context, table, name, step));
      }
    }
    return steps;
  }

  /** From 18 a partition that adopts a primary key has NOT NULL constraints of its own. */
  private static Step takesPartitionsBack(
      StatementContext context, Table table, String column, Step step) {
    boolean leaves = table.kind() == Table.Kind.PARTITIONED && context.server().atLeast(18);
    if (!leaves || !(step instanceof Step.Ddl ddl) || !(ddl.undo() instanceof Undo.Sql undo)) {
      return step;
    }
    List<String> sql = new ArrayList<>(undo.sql());
    for (Table leaf : context.before().descendants(table.name())) {
      sql.add(
          "ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL"
              .formatted(leaf.name().sql(), Identifier.quote(column)));
    }
    return Drafts.brief(ddl.title(), Drafts.undo(sql, undo.loses()), ddl.sql());
  }

  static String indexSql(Table table, String name, ConstraintDef def) {
    return "CREATE UNIQUE INDEX CONCURRENTLY "
        + Identifier.quote(name)
        + " ON "
        + table.name().sql()
        + " ("
        + Keys.columns(def.columns())
        + ")"
        + clause(def.sql(), "INCLUDE")
        + (def.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
        + clause(def.sql(), "WITH");
  }

  /** A clause of the definition as written: the word and the brackets after it. */
  private static String clause(String definition, String word) {
    List<Token> tokens = Tokens.of(definition);
    var at = Tokens.find(tokens, 0, word);
    if (at.isEmpty() || at.getAsInt() + 1 >= tokens.size()) return "";
    int from = at.getAsInt();
    int to = Tokens.afterGroup(tokens, from + 1) - 1;
    return " " + definition.substring(tokens.get(from).start(), tokens.get(to).end());
  }

  /** {@code CONSTRAINT name UNIQUE (…)}, with what was written after. */
  static String written(String name, ConstraintDef def) {
    return Definitions.named(name, def.sql());
  }

  static Step adopt(Table table, String name, ConstraintDef def) {
    String alter = "ALTER TABLE " + table.name().sql() + " ";
    String quoted = Identifier.quote(name);
    String sql =
        alter
            + "ADD CONSTRAINT "
            + quoted
            + (isPrimary(def) ? " PRIMARY KEY" : " UNIQUE")
            + " USING INDEX "
            + quoted
            + deferrable(def);
    return Drafts.brief(
        "make " + name + " a constraint of " + table.name(),
        Drafts.undo(alter + "DROP CONSTRAINT IF EXISTS " + quoted),
        sql);
  }

  static String deferrable(ConstraintDef def) {
    if (!def.deferrable()) return "";
    return def.initiallyDeferred() ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
  }
}
