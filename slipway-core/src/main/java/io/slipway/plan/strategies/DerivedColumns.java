package io.slipway.plan.strategies;

import io.slipway.analysis.locks.Volatility;
import io.slipway.catalog.Column;
import io.slipway.catalog.Table;
import io.slipway.plan.rewrite.ColumnText;
import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.Expression;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Columns that take over from others: a column split into several, or several merged into one. An
 * UPDATE gives columns that this migration has added values out of columns that were there before.
 *
 * @param up what the new columns are made of, in terms of the old
 * @param sources the old columns
 * @param down what the old columns are made of, in terms of the new; empty where nobody said
 * @param areDropped a later statement drops the old columns
 */
record DerivedColumns(
    Table table,
    List<Assignment> up,
    Set<String> sources,
    List<Assignment> down,
    boolean areDropped) {

  /** {@code column = expression}. */
  record Assignment(Column column, Expression value) {
    String sql() {
      return Identifier.quote(column.name());
    }

    /** The value as the column holds it. */
    String cast() {
      return "(" + value.sql() + ")::" + column.type().sql();
    }
  }

  /**
   * What the piece does, where it is that, and the running application would go on writing the old
   * columns: they are dropped later, or the author asks for it.
   */
  static Optional<DerivedColumns> of(StatementContext context) {
    if (!(context.piece().change() instanceof Change.Query query)) return Optional.empty();
    QualifiedName target = query.target();
    if (!query.verb().equals("UPDATE") || target == null) return Optional.empty();
    Table table = context.before().table(target).orElse(null);
    if (table == null || !isPlain(context, table)) return Optional.empty();
    if (RowsInOneGo.because(context, query, table) != null) return Optional.empty();
    String alias = query.targetAlias() == null ? target.name() : query.targetAlias();
    List<Assignment> up =
        assignments(context, table, Objects.requireNonNull(query.assignments()), alias);
    Set<String> sources = columns(table, up);
    if (up.isEmpty() || sources.isEmpty() || !isOfEveryRow(query, up)) return Optional.empty();
    if (!up.stream().allMatch(it -> isNew(context, it) && isSteady(context, it))) {
      return Optional.empty();
    }
    if (!sources.stream().allMatch(it -> wasThere(context, table, it))) return Optional.empty();
    boolean areDropped = sources.stream().anyMatch(it -> isDropped(context, table, it));
    boolean isAsked = "dual-write".equals(context.instruction().strategy());
    return areDropped || isAsked
        ? Optional.of(
            new DerivedColumns(table, up, sources, down(context, table, up, sources), areDropped))
        : Optional.empty();
  }

  /** What the piece reads and a later statement drops: nothing brings later writes over. */
  static List<String> leftBehind(StatementContext context, Change.Query query, Table table) {
    return query.columnsNamed().stream()
        .filter(it -> !query.setColumns().contains(it))
        .filter(it -> isDropped(context, table, it))
        .distinct()
        .toList();
  }

  private static boolean isPlain(StatementContext context, Table table) {
    return table.kind() == Table.Kind.TABLE
        && table.parents().isEmpty()
        && !table.isPartition()
        && context.before().children(table.name()).isEmpty();
  }

  private static boolean isNew(StatementContext context, Assignment assignment) {
    Column column = assignment.column();
    return !wasThere(context, context.table(tableOf(context)), column.name())
        && !column.notNull()
        && column.defaultValue() == null
        && column.identity() == Identity.NONE
        && column.generated() == Generated.NONE;
  }

  private static QualifiedName tableOf(StatementContext context) {
    return Objects.requireNonNull(((Change.Query) context.piece().change()).target());
  }

  private static boolean wasThere(StatementContext context, Table table, String column) {
    return context.start().table(table.name()).flatMap(it -> it.column(column)).isPresent();
  }

  private static boolean isSteady(StatementContext context, Assignment assignment) {
    return assignment.value().relations().isEmpty()
        && Volatility.of(assignment.value(), context.before()) != Volatility.VOLATILE;
  }

  /** No WHERE, or one that only leaves out what has its value. */
  private static boolean isOfEveryRow(Change.Query query, List<Assignment> up) {
    Expression where = query.where();
    if (where == null) return true;
    List<Token> tokens = Tokens.of(where.sql());
    int last = tokens.size() - 1;
    return where.columns().size() == 1
        && up.stream().anyMatch(it -> it.column().name().equals(where.columns().getFirst()))
        && last >= 2
        && last <= 4
        && tokens.get(last).is("NULL")
        && tokens.get(last - 1).is("IS");
  }

  private static boolean isDropped(StatementContext context, Table table, String column) {
    for (Change change : context.later()) {
      if (change instanceof Change.AlterTable alter
          && context.before().resolve(alter.table()).equals(table.name())
          && alter.actions().stream()
              .anyMatch(
                  it -> it instanceof TableAction.DropColumn drop && drop.column().equals(column)))
        return true;
    }
    return false;
  }

  private static List<Assignment> down(
      StatementContext context, Table table, List<Assignment> up, Set<String> sources) {
    String written = context.instruction().down();
    if (written == null) return List.of();
    List<Assignment> down = assignments(context, table, written, table.name().name());
    Set<String> known =
        up.stream()
            .map(it -> it.column().name())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    boolean fits =
        !down.isEmpty()
            && down.stream().allMatch(it -> sources.contains(it.column().name()))
            && columns(table, down).stream().noneMatch(sources::contains)
            && columns(table, down).stream().anyMatch(known::contains);
    if (fits) return down;
    throw Refusal.of(
        Refusal.STRATEGY,
        context.piece(),
        "\"down\" in the metadata is not a list like: column = expression, …",
        "It gives "
            + String.join(", ", sources)
            + " a value out of "
            + String.join(", ", known)
            + ", as an UPDATE would.");
  }

  /** Empty where it is more than {@code column = expression, …}. */
  private static List<Assignment> assignments(
      StatementContext context, Table table, String list, String alias) {
    List<Assignment> assignments = new ArrayList<>();
    List<Token> tokens = Tokens.of(list);
    int from = 0;
    while (from < tokens.size()) {
      int comma = Tokens.find(tokens, from, ",").orElse(tokens.size());
      Assignment next = assignment(context, table, list, tokens.subList(from, comma), alias);
      if (next == null) return List.of();
      assignments.add(next);
      from = comma + 1;
    }
    return assignments;
  }

  private static @Nullable Assignment assignment(
      StatementContext context, Table table, String list, List<Token> tokens, String alias) {
    if (tokens.size() < 3 || !tokens.getFirst().isName() || !tokens.get(1).is("=")) return null;
    Column column = table.column(tokens.getFirst().name()).orElse(null);
    if (column == null || tokens.get(2).is("DEFAULT")) return null;
    String value = list.substring(tokens.get(2).start(), tokens.getLast().end());
    String bare = ColumnText.withoutQualifier(value, alias);
    return new Assignment(column, context.grammar().expression(bare));
  }

  private static Set<String> columns(Table table, List<Assignment> assignments) {
    Set<String> columns = new LinkedHashSet<>();
    for (Assignment assignment : assignments) {
      assignment.value().columns().stream()
          .filter(it -> table.column(it).isPresent())
          .forEach(columns::add);
    }
    return columns;
  }

  /** Nothing has given the new columns a value yet. */
  String isEmpty(String row) {
    return up.stream().map(it -> row + it.sql() + " IS NULL").collect(Collectors.joining(" AND "));
  }

  /** The new columns hold something else than the old ones would give them. */
  String differs() {
    return differs(up);
  }

  /**
   * Rows whose new columns have not been given their values. Without a way down no more can be
   * said: a version that knows the new columns writes only them.
   */
  String outOfStep() {
    if (down.isEmpty()) return isEmpty("") + " AND (" + differs() + ")";
    return "(" + differs() + ") AND (" + differs(down) + ")";
  }

  private static String differs(List<Assignment> assignments) {
    return assignments.stream()
        .map(
            it -> Sameness.differ(it.column().type(), it.column().collation(), it.sql(), it.cast()))
        .collect(Collectors.joining(" OR "));
  }

  String names() {
    return up.stream().map(it -> it.column().name()).collect(Collectors.joining(", "));
  }
}
