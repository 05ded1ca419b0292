package io.slipway.plan.strategies;

import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.plan.rewrite.ColumnText;
import io.slipway.sql.Change;
import io.slipway.sql.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An UPDATE or DELETE of a table, range by range of its key. */
final class RowsInChunks {
  private RowsInChunks() {}

  static Proposal proposal(StatementContext context, Change.Query query, Table table) {
    List<String> key = Keys.toWalk(context.before(), table);
    Step.RowAction action = action(query);
    Step.Backfill backfill =
        new Step.Backfill(
            "",
            Progressive.verb(action) + " rows of " + table.name(),
            table.name(),
            key,
            action,
            todo(query),
            strided(context, query, table),
            false,
            context.instruction().backfill(),
            new Undo.Impossible("the rows as they were are not kept"));
    String because =
        "one %s would keep its row locks on %s until it ends; in chunks each is short"
            .formatted(query.verb(), rows(table));
    return new Proposal(
        because, List.of(), List.of(backfill), List.of(), warnings(context, query, table));
  }

  private static String rows(Table table) {
    return table.rows() < 0
        ? table.name().toString()
        : "about %,d rows of %s".formatted(table.rows(), table.name());
  }

  private static Step.RowAction action(Change.Query query) {
    if (query.verb().equals("DELETE")) return new Step.RowAction.Delete();
    return new Step.RowAction.Update(bare(query, Objects.requireNonNull(query.assignments())));
  }

  private static @Nullable String todo(Change.Query query) {
    Expression where = query.where();
    return where == null ? null : bare(query, where.sql());
  }

  /** Without the alias: a chunk addresses the table by its name. */
  private static String bare(Change.Query query, String sql) {
    String alias = query.targetAlias();
    String qualifier = alias == null ? Objects.requireNonNull(query.target()).name() : alias;
    return ColumnText.withoutQualifier(sql, qualifier);
  }

  /** HOT needs that no index has an assigned column. */
  private static boolean strided(StatementContext context, Change.Query query, Table table) {
    if (!query.verb().equals("UPDATE")) return false;
    List<Index> indexes = context.before().indexesOf(table.name());
    return query.setColumns().stream()
        .noneMatch(column -> indexes.stream().anyMatch(index -> index.mentions(column)));
  }

  private static List<String> warnings(StatementContext context, Change.Query query, Table table) {
    List<String> warnings = new ArrayList<>();
    warnings.add(
        "%s of %s is no longer one transaction: readers see some rows done and others not, and rows written meanwhile are met once or not at all."
            .formatted(query.verb(), table.name()));
    if (readsWhatItSets(query)) {
      warnings.add(
          "SET %s would count twice if a row were done twice: each key range is done exactly once, because its progress commits with it."
              .formatted(query.assignments()));
    }
    List<String> left = DerivedColumns.leftBehind(context, query, table);
    if (query.verb().equals("UPDATE") && !left.isEmpty()) {
      warnings.add(
          "What the running version writes to %s after its chunk is not brought over, and goes with it: only an UPDATE of every row that gives new, empty columns values out of old ones is kept in step."
              .formatted(String.join(", ", left)));
    }
    warnings.add("The rows as they were are not kept: this step cannot be undone.");
    return warnings;
  }

  private static boolean readsWhatItSets(Change.Query query) {
    String assignments = query.assignments();
    if (assignments == null) return false;
    for (String column : query.setColumns()) {
      long named =
          io.slipway.plan.rewrite.Tokens.of(assignments).stream()
              .filter(it -> it.isName() && it.name().equals(column))
              .count();
      if (named > 1) return true;
    }
    return false;
  }
}
