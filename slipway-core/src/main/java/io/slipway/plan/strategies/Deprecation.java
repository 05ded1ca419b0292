package io.slipway.plan.strategies;

import io.slipway.catalog.Column;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in the database that a column or a table is about to go. */
final class Deprecation {
  /** Stands in the column's place where a whole table is deprecated. */
  static final String WHOLE_TABLE = "*";

  private final StatementContext context;
  private final Table table;
  private final @Nullable Column column;

  Deprecation(StatementContext context, Table table, @Nullable Column column) {
    this.context = context;
    this.table = table;
    this.column = column;
  }

  Step step() {
    List<String> sql = new ArrayList<>();
    List<String> undo = new ArrayList<>();
    String text = "DEPRECATED: dropped by migration " + context.migration();
    sql.add(comment(text));
    sql.add(insert());
    undo.add(delete());
    undo.add(comment(column == null ? table.comment() : column.comment()));
    return Drafts.brief("deprecate " + what(), Drafts.undo(undo, null), sql);
  }

  private String what() {
    return column == null ? table.name().toString() : table.name() + "." + column.name();
  }

  private String comment(@Nullable String text) {
    return column == null
        ? Comments.onTable(table.name(), text)
        : Comments.onColumn(table.name(), column.name(), text);
  }

  private String deprecations() {
    return QualifiedName.of(context.options().stateSchema(), "_migration_deprecations").sql();
  }

  private String insert() {
    return """
        INSERT INTO %s (table_name, column_name, removal_date, deprecation_reason)
        VALUES (%s, %s, now() + interval '%d days', %s)
        ON CONFLICT (table_name, column_name) DO UPDATE SET removal_date = excluded.removal_date"""
        .formatted(
            deprecations(),
            Identifier.literal(table.name().name()),
            Identifier.literal(columnName()),
            context.options().removalAfter().toDays(),
            Identifier.literal("dropped by migration " + context.migration()));
  }

  private String delete() {
    return "DELETE FROM %s WHERE table_name = %s AND column_name = %s"
        .formatted(
            deprecations(),
            Identifier.literal(table.name().name()),
            Identifier.literal(columnName()));
  }

  private String columnName() {
    return column == null ? WHOLE_TABLE : column.name();
  }
}
