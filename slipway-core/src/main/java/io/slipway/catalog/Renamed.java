package io.slipway.catalog;

import io.slipway.sql.Expression;
import io.slipway.sql.Identifier;
import io.slipway.sql.IndexElement;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What holds a column's name, with another name in its place. */
record Renamed(String from, String to) {
  /** String constants are skipped, quoted and bare identifiers looked at. */
  private static final Pattern TOKEN =
      Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[A-Za-z_][A-Za-z0-9_$]*");

  String of(String column) {
    return column.equals(from) ? to : column;
  }

  List<String> of(List<String> columns) {
    return columns.contains(from) ? columns.stream().map(this::of).toList() : columns;
  }

  @Nullable Expression of(@Nullable Expression expression) {
    if (expression == null || !expression.columns().contains(from)) return expression;
    Set<String> notNull =
        expression.impliesNotNull().stream().map(this::of).collect(Collectors.toSet());
    return new Expression(
        inText(expression.sql()),
        of(expression.columns()),
        expression.functions(),
        expression.relations(),
        expression.literal(),
        expression.isNull(),
        notNull);
  }

  IndexElement of(IndexElement element) {
    return new IndexElement(
        element.column() == null ? null : of(element.column()),
        of(element.expression()),
        element.operatorClass(),
        element.collation(),
        element.descending());
  }

  Constraint of(Constraint constraint) {
    return constraint
        .withColumns(of(constraint.columns()))
        .withCheck(of(constraint.check()))
        .withDefinition(inText(constraint.definition()));
  }

  Index of(Index index) {
    return index
        .withElements(index.elements().stream().map(this::of).toList())
        .withInclude(of(index.include()))
        .withPredicate(of(index.predicate()))
        .withDefinition(inText(index.definition()));
  }

  Column of(Column column) {
    return column.withName(of(column.name())).withGeneratedAs(of(column.generatedAs()));
  }

  /** Identifiers of that name replaced wherever they stand: near enough for a definition. */
  String inText(String sql) {
    return TOKEN
        .matcher(sql)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    names(match.group()) ? Identifier.quote(to) : match.group()));
  }

  private boolean names(String token) {
    if (token.startsWith("'")) return false;
    if (token.startsWith("\"")) {
      return token.substring(1, token.length() - 1).replace("\"\"", "\"").equals(from);
    }
    return token.toLowerCase(java.util.Locale.ROOT).equals(from);
  }
}
