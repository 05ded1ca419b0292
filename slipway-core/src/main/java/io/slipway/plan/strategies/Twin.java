package io.slipway.plan.strategies;

import io.slipway.catalog.Column;
import io.slipway.catalog.Table;
import io.slipway.plan.rewrite.ColumnText;
import io.slipway.plan.rewrite.Names;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.Expression;
import io.slipway.sql.Identifier;
import io.slipway.sql.SqlType;
import io.slipway.sql.TableAction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column and the one that takes its place.
 *
 * @param name of the twin while both are there
 * @param finalName of the twin once the old column is gone
 * @param value the twin's value in terms of the row's other columns, as the statement means it
 * @param written USING was written: the value may name other columns, functions, anything
 */
record Twin(
    Table table,
    Column old,
    String name,
    String finalName,
    SqlType type,
    @Nullable String collation,
    String value,
    boolean written) {

  /** The new name is there from the start: both versions of the application find theirs. */
  static Twin renamed(StatementContext context, Table table, String column, String newName) {
    Column old = column(context, table, column);
    if (table.column(newName).isPresent()) {
      throw Refusal.of(
          Refusal.NAME_TAKEN,
          context.piece(),
          "column " + newName + " of " + table.name() + " exists already",
          "Choose another name, or drop that column in an earlier migration.");
    }
    String value = Identifier.quote(column);
    return new Twin(table, old, newName, newName, old.type(), old.collation(), value, false);
  }

  static Twin retyped(StatementContext context, Table table, TableAction.AlterType alter) {
    Column old = column(context, table, alter.column());
    String name = Names.fresh(old.name(), "new", it -> table.column(it).isPresent());
    Expression using = alter.using();
    String value =
        using == null
            ? Identifier.quote(old.name())
            : ColumnText.withoutQualifier(using.sql(), table.name().name());
    return new Twin(
        table, old, name, old.name(), alter.type(), alter.collation(), value, using != null);
  }

  private static Column column(StatementContext context, Table table, String name) {
    Column column =
        table
            .column(name)
            .orElseThrow(
                () ->
                    Refusal.of(
                        Refusal.MISSING,
                        context.piece(),
                        "column " + name + " of " + table.name() + " is not known",
                        "Plan against the live database, or correct the name."));
    if (column.generated() != Generated.NONE) {
      throw Refusal.of(
          Refusal.DEPENDENTS,
          context.piece(),
          "column " + name + " of " + table.name() + " is generated: nothing can be written to it",
          "Add a second generated column under the new name or type, and drop this one later.");
    }
    return column;
  }

  boolean renames() {
    return name.equals(finalName);
  }

  String tableSql() {
    return table.name().sql();
  }

  String alter() {
    return "ALTER TABLE " + tableSql() + " ";
  }

  String sql() {
    return Identifier.quote(name);
  }

  String oldSql() {
    return Identifier.quote(old.name());
  }

  /** The twin's definition: nullable and without a default, so that adding it touches no row. */
  String definition() {
    String collate = collation == null ? "" : " COLLATE " + Definitions.collation(collation);
    return sql() + " " + type.sql() + collate;
  }

  /** A condition on rows whose twin is not what it must be. */
  String outOfStep() {
    String should = renames() ? oldSql() : "(" + value + ")::" + type.sql();
    return Sameness.differ(type, collation, sql(), should);
  }

  /** The value in a trigger: every column of the table taken from NEW. */
  String valueInTrigger() {
    Map<String, String> fromRow = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      fromRow.put(column.name(), "NEW." + Identifier.quote(column.name()));
    }
    return ColumnText.replaced(value, fromRow);
  }

  /** Whether the value exists for every row: widening conversions, and copies. */
  boolean alwaysConverts() {
    return renames() || !written && Conversions.total(old.type(), type);
  }
}
