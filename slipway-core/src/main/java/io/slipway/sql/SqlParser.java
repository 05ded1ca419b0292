package io.slipway.sql;

/**
 * PostgreSQL 18's own grammar: text in, statements out. One instance per thread; creating the first
 * costs a few hundred milliseconds, later ones tens.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class SqlParser {
  private SqlParser() {}

  public static SqlParser create() {
    return new SqlParser();
  }

  /**
   * Splits and parses a whole file. Never fails on bad SQL: a statement the grammar rejects becomes
   * {@link Change.Unparsable}, the others are unaffected.
   */
  public Script parse(String name, String text) {
    throw new IllegalStateException(name + text);
  }

  /** One expression, as {@code pg_get_expr} prints it. */
  public Expression expression(String sql) {
    throw new IllegalStateException(sql);
  }

  /** A type, as {@code format_type} prints it. */
  public SqlType type(String sql) {
    throw new IllegalStateException(sql);
  }
}
