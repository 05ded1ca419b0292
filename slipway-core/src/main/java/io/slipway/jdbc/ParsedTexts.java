package io.slipway.jdbc;

import io.slipway.sql.Expression;
import io.slipway.sql.SqlParser;
import io.slipway.sql.SqlType;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types and expressions as the server prints them, each distinct one parsed once: thousands of
 * tables share a handful. Expressions that differ in constants only count as one, for nothing that
 * is known about an expression depends on them: {@code nextval('public.t_id_seq')} is there once
 * for every table.
 */
final class ParsedTexts {
  private static final Pattern CONSTANT = Pattern.compile("'(?:[^']|'')*'|\\b\\d+(?:\\.\\d+)?\\b");

  private final SqlParser parser;
  private final Map<String, Expression> expressions = new HashMap<>();
  private final Map<String, SqlType> types = new HashMap<>();

  ParsedTexts(SqlParser parser) {
    this.parser = parser;
  }

  @Nullable Expression expressionOrNull(@Nullable String sql) {
    return sql == null ? null : expression(sql);
  }

  Expression expression(String sql) {
    // In quoted names a number is part of the name.
    String shape = sql.contains("\"") ? sql : CONSTANT.matcher(sql).replaceAll("?");
    Expression known = expressions.computeIfAbsent(shape, it -> parser.expression(sql));
    if (known.sql().equals(sql)) return known;
    return known.literal() == null ? spelled(known, sql) : literal(sql);
  }

  /** Of a constant the value is known: its text is its shape. */
  private Expression literal(String sql) {
    return expressions.computeIfAbsent(sql, parser::expression);
  }

  private static Expression spelled(Expression known, String sql) {
    return new Expression(
        sql,
        known.columns(),
        known.functions(),
        known.relations(),
        null,
        known.isNull(),
        known.impliesNotNull());
  }

  SqlType type(String sql) {
    return types.computeIfAbsent(sql, parser::type);
  }
}
