package io.slipway.plan.strategies;

import io.slipway.catalog.Column;
import io.slipway.catalog.Table;
import io.slipway.plan.rewrite.ColumnText;
import io.slipway.plan.strategies.DerivedColumns.Assignment;
import io.slipway.sql.Identifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps columns and those that take over from them in step. The new side wins where both were
 * written. What the backfill writes is what the old side gives: it changes nothing there. A value
 * that does not convert never fails the application.
 */
record DerivedTrigger(DerivedColumns columns, RowTrigger trigger) {
  static DerivedTrigger of(StatementContext context, DerivedColumns columns) {
    String about = columns.up().getFirst().column().name();
    return new DerivedTrigger(
        columns, RowTrigger.of(columns.table(), about, context.before(), true));
  }

  List<String> create() {
    return trigger.create(body());
  }

  List<String> drop() {
    return trigger.drop();
  }

  private String body() {
    String up = indented(guarded(assigned(columns.up()), "NULL;"));
    String down = indented(back());
    String ups = columns.up().stream().map(it -> changed(it.column())).collect(OR);
    String sources =
        columns.sources().stream()
            .map(it -> changed(columns.table().column(it).orElseThrow()))
            .collect(OR);
    return """
          IF TG_OP = 'INSERT' THEN
            IF %1$s THEN
        %2$s
            ELSE
        %3$s
            END IF;
          ELSIF %4$s THEN
        %3$s
          ELSIF %5$s OR (%1$s) THEN
        %2$s
          END IF;"""
        .formatted(columns.isEmpty("NEW."), up, down, ups, sources);
  }

  private static final java.util.stream.Collector<CharSequence, ?, String> OR =
      Collectors.joining(" OR ");

  private static String changed(Column column) {
    String name = Identifier.quote(column.name());
    return Sameness.differ(column.type(), column.collation(), "NEW." + name, "OLD." + name);
  }

  /** Where the new side is not what the old one gives, or that cannot be told, it follows. */
  private String back() {
    if (columns.down().isEmpty()) return "NULL;";
    String follow = assigned(columns.down());
    String follows =
        "IF " + inTrigger(columns.differs()) + " THEN\n" + follow.indent(2) + "END IF;";
    return guarded(follows, guarded(follow, "NULL;"));
  }

  private static String guarded(String statements, String otherwise) {
    return "BEGIN\n"
        + statements.indent(2)
        + "EXCEPTION WHEN "
        + RowTrigger.UNFIT
        + " THEN\n"
        + otherwise.indent(2)
        + "END;";
  }

  private String assigned(Collection<Assignment> assignments) {
    return assignments.stream()
        .map(it -> "NEW." + it.sql() + " := " + inTrigger(it.value().sql()) + ";")
        .collect(Collectors.joining("\n"));
  }

  /** Every column of the table taken from NEW. */
  private String inTrigger(String sql) {
    Table table = columns.table();
    Map<String, String> fromRow = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      fromRow.put(column.name(), "NEW." + Identifier.quote(column.name()));
    }
    return ColumnText.replaced(sql, fromRow);
  }

  private static String indented(String statements) {
    return statements.indent(6).stripTrailing();
  }
}
