package io.slipway.plan.strategies;

import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.Expression;
import io.slipway.sql.Identifier;
import io.slipway.sql.IndexElement;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CREATE INDEX CONCURRENTLY: writers go on; an INVALID leftover is found and rebuilt. */
final class IndexBuilt {
  private IndexBuilt() {}

  static Optional<Proposal> propose(StatementContext context) {
    if (!(context.piece().change() instanceof Change.CreateIndex create)) return Optional.empty();
    Table table = context.before().table(create.table()).orElse(null);
    if (table != null && table.kind() == Table.Kind.PARTITIONED) return Optional.empty();
    return Optional.of(proposal(context, create));
  }

  private static Proposal proposal(StatementContext context, Change.CreateIndex create) {
    QualifiedName table = context.before().resolve(create.table());
    QualifiedName name = name(context, create, table);
    Index there = context.before().index(name).orElse(null);
    if (there != null && (there.valid() || !there.table().equals(table))) {
      return taken(context, create, there);
    }
    List<Step> steps = new ArrayList<>();
    if (there != null) steps.addAll(InvalidIndex.removed(there));
    if (create.unique()) steps.add(noDuplicates(context, create, table));
    String sql = IndexText.concurrently(context.piece().sql(), name.name());
    steps.add(step(name, table, sql));
    return Proposal.expanding(
        there == null
            ? "CREATE INDEX blocks writers of %s while it reads the table; CONCURRENTLY does not"
                .formatted(table)
            : "%s is there but INVALID, left by a build that failed: it is dropped and built anew"
                .formatted(name),
        steps);
  }

  static Proposal taken(StatementContext context, Change.CreateIndex create, Index there) {
    if (create.ifNotExists()) {
      Proposal nothing =
          Proposal.expanding("index %s is there already".formatted(there.name()), List.of());
      return isAsWritten(create, there, context)
          ? nothing
          : nothing.warning(
              "IF NOT EXISTS keeps the index %s as it is, which is not the one written: %s."
                  .formatted(there.name(), there.definition()));
    }
    throw Refusal.of(
        Refusal.NAME_TAKEN,
        context.piece(),
        "index " + there.name() + " exists already",
        "Choose another name, or drop the index in a statement before.");
  }

  private static boolean isAsWritten(
      Change.CreateIndex create, Index there, StatementContext context) {
    return there.table().equals(context.before().resolve(create.table()))
        && there.unique() == create.unique()
        && there.include().equals(create.include())
        && (there.predicate() == null) == (create.predicate() == null)
        && names(there.elements()).equals(names(create.elements()));
  }

  private static List<String> names(List<IndexElement> elements) {
    return elements.stream().map(it -> String.valueOf(it.column())).toList();
  }

  static Step step(QualifiedName index, QualifiedName table, String sql) {
    return Drafts.alone(
        "build index " + index.name() + " on " + table,
        Probes.index(index, table),
        undo(index),
        sql);
  }

  static Undo undo(QualifiedName index) {
    return Drafts.undoAlone(List.of("DROP INDEX CONCURRENTLY IF EXISTS " + index.sql()), null);
  }

  /** The name written, or the one PostgreSQL would choose. */
  static QualifiedName name(
      StatementContext context, Change.CreateIndex create, QualifiedName table) {
    if (create.name() != null) return table.sibling(create.name());
    return Chosen.indexes(context, table).stream()
        .findFirst()
        .map(Index::name)
        .orElseThrow(
            () ->
                Refusal.of(
                    Refusal.MISSING,
                    context.piece(),
                    "the index on " + table + " has no name",
                    "Give it one: CREATE INDEX name ON …."));
  }

  static Step noDuplicates(
      StatementContext context, Change.CreateIndex create, QualifiedName table) {
    List<String> keys = create.elements().stream().map(IndexBuilt::key).toList();
    return noDuplicates(
        context.before().resolve(table), keys, create.nullsNotDistinct(), create.predicate());
  }

  private static String key(IndexElement element) {
    Expression expression = element.expression();
    if (element.column() != null) return Identifier.quote(element.column());
    return expression == null ? "NULL" : "(" + expression.sql() + ")";
  }

  /**
   * @param keys as SQL
   */
  static Step noDuplicates(
      QualifiedName table, List<String> keys, boolean nullsCount, @Nullable Expression predicate) {
    List<String> conditions = new ArrayList<>();
    if (predicate != null) conditions.add("(" + predicate.sql() + ")");
    if (!nullsCount) keys.forEach(it -> conditions.add(it + " IS NOT NULL"));
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    String list = keys.stream().collect(Collectors.joining(", "));
    return Drafts.verify(
        "no duplicates of (" + list + ") in " + table,
        "SELECT "
            + list
            + ", count(*) AS rows FROM "
            + table.sql()
            + where
            + " GROUP BY "
            + list
            + " HAVING count(*) > 1",
        "A unique index cannot be built while these keys occur more than once.");
  }
}
