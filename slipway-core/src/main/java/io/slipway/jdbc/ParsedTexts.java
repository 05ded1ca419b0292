package io.slipway.jdbc;

import io.slipway.sql.Expression;
import io.slipway.sql.SqlParser;
import io.slipway.sql.SqlType;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types and expressions as the server prints them, each distinct text parsed once: thousands of
 * tables share a handful.
 */
final class ParsedTexts {
  private static final Pattern NEXTVAL = Pattern.compile("nextval\\('(?:[^']|'')*'::regclass\\)");

  private final SqlParser parser;
  private final Map<String, Expression> expressions = new HashMap<>();
  private final Map<String, SqlType> types = new HashMap<>();
  private @Nullable Expression nextval;

  ParsedTexts(SqlParser parser) {
    this.parser = parser;
  }

  @Nullable Expression expressionOrNull(@Nullable String sql) {
    return sql == null ? null : expression(sql);
  }

  Expression expression(String sql) {
    return NEXTVAL.matcher(sql).matches()
        ? nextval(sql)
        : expressions.computeIfAbsent(sql, parser::expression);
  }

  /** Every serial column has a text of its own that says the same. */
  private Expression nextval(String sql) {
    if (nextval == null) nextval = parser.expression(sql);
    return new Expression(
        sql,
        nextval.columns(),
        nextval.functions(),
        nextval.relations(),
        nextval.literal(),
        nextval.isNull(),
        nextval.impliesNotNull());
  }

  SqlType type(String sql) {
    return types.computeIfAbsent(sql, parser::type);
  }
}
