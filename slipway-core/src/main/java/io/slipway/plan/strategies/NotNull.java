package io.slipway.plan.strategies;

import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.plan.rewrite.Names;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * NOT NULL without reading the table under ACCESS EXCLUSIVE. Up to 17 a validated CHECK proves it
 * to SET NOT NULL, and goes in a command of its own: together with it the server would scan again.
 * From 18 the constraint itself can be NOT VALID.
 */
final class NotNull {
  private NotNull() {}

  /** The bare statements that bring it back under the name it had. */
  static List<String> sql(StatementContext context, Table table, String column) {
    return steps(context, table, column, nameBefore(table, column)).stream()
        .flatMap(it -> it instanceof Step.Ddl ddl ? ddl.sql().stream() : Stream.empty())
        .toList();
  }

  /**
   * The same, where no row stands against it: a column whose values are gone comes back without.
   * The rows are read before the lock is asked for.
   */
  static List<String> unlessNulls(StatementContext context, Table table, String column) {
    List<String> guarded = new ArrayList<>();
    String relation = table.name().sql();
    String condition =
        "NOT EXISTS (SELECT FROM %s WHERE %s IS NULL)".formatted(relation, quoted(column));
    for (String statement : sql(context, table, column)) {
      guarded.add(
          "DO $slipway$ BEGIN IF %s THEN %s; END IF; END $slipway$"
              .formatted(condition, statement));
      condition =
          "EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = %s::regclass AND conname = %s)"
              .formatted(
                  Identifier.literal(relation), Identifier.literal(nameBefore(table, column)));
    }
    return guarded;
  }

  /** With the check for NULLs before. */
  static List<Step> verified(StatementContext context, Table table, String column) {
    List<Step> steps = new ArrayList<>();
    steps.add(noNulls(table, column));
    steps.addAll(steps(context, table, column, defaultName(table, column)));
    return steps;
  }

  static Step noNulls(Table table, String column) {
    return Drafts.verify(
        "no NULL in " + table.name() + "." + column,
        "SELECT "
            + Keys.list(table)
            + " FROM "
            + table.name().sql()
            + " WHERE "
            + Identifier.quote(column)
            + " IS NULL",
        "NOT NULL would fail on these rows: fill or delete them first.");
  }

  private static String nameBefore(Table table, String column) {
    return table.constraints().stream()
        .filter(it -> it.kind() == Kind.NOT_NULL && it.columns().contains(column))
        .findFirst()
        .map(Constraint::name)
        .orElseGet(() -> defaultName(table, column));
  }

  /** What PostgreSQL 18 names it. */
  static String defaultName(Table table, String column) {
    String base = table.name().name() + "_" + column;
    return Names.fresh(base, "not_null", name -> table.constraint(name).isPresent());
  }

  static List<Step> steps(StatementContext context, Table table, String column, String name) {
    return context.server().atLeast(18)
        ? notValid(table, column, name)
        : byCheck(table, column, name);
  }

  private static List<Step> notValid(Table table, String column, String name) {
    String alter = "ALTER TABLE " + table.name().sql() + " ";
    String constraint = Identifier.quote(name);
    Undo drop = Drafts.undo(alter + "DROP CONSTRAINT IF EXISTS " + constraint);
    String where = table.name() + "." + column;
    return List.of(
        Drafts.brief(
            "require not null on " + where + " for new rows",
            drop,
            alter + "ADD CONSTRAINT " + constraint + " NOT NULL " + quoted(column) + " NOT VALID"),
        Drafts.watched(
            "validate not null on " + where,
            new Undo.Nothing(),
            alter + "VALIDATE CONSTRAINT " + constraint));
  }

  private static List<Step> byCheck(Table table, String column, String name) {
    String alter = "ALTER TABLE " + table.name().sql() + " ";
    String check = Identifier.quote(name);
    String where = table.name() + "." + column;
    Undo drop = Drafts.undo(alter + "DROP CONSTRAINT IF EXISTS " + check);
    return List.of(
        Drafts.brief(
            "require not null on " + where + " for new rows",
            drop,
            alter
                + "ADD CONSTRAINT "
                + check
                + " CHECK ("
                + quoted(column)
                + " IS NOT NULL) NOT VALID"),
        Drafts.watched(
            "validate not null on " + where,
            new Undo.Nothing(),
            alter + "VALIDATE CONSTRAINT " + check),
        Drafts.brief(
            "set not null on " + where,
            Drafts.undo(alter + "ALTER COLUMN " + quoted(column) + " DROP NOT NULL"),
            alter + "ALTER COLUMN " + quoted(column) + " SET NOT NULL"),
        Drafts.brief(
            "drop the check that proved it",
            new Undo.Nothing(),
            alter + "DROP CONSTRAINT IF EXISTS " + check));
  }

  private static String quoted(String column) {
    return Identifier.quote(column);
  }
}
