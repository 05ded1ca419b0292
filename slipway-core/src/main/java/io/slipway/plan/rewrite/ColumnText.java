package io.slipway.plan.rewrite;

import io.slipway.sql.Identifier;
import java.util.List;
import java.util.Map;

/** Replaces references to columns in an expression or a definition, by token position. */
public final class ColumnText {
  private ColumnText() {}

  /** {@code column} under another name. */
  public static String renamed(String sql, String column, String newName) {
    return replaced(sql, Map.of(column, Identifier.quote(newName)));
  }

  /** Like {@link #renamed(String, String, String)}, only between two positions of the text. */
  public static String renamed(String sql, String column, String newName, int from, int to) {
    return sql.substring(0, from)
        + renamed(sql.substring(from, to), column, newName)
        + sql.substring(to);
  }

  /**
   * Each column replaced by what the map says in SQL; a table or alias in front of it goes with it.
   */
  public static String replaced(String sql, Map<String, String> columns) {
    List<Token> tokens = Tokens.of(sql);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    for (int i = 0; i < tokens.size(); i++) {
      String replacement = tokens.get(i).isName() ? columns.get(tokens.get(i).name()) : null;
      if (replacement == null || !isReference(tokens, i)) continue;
      int start = tokens.get(qualified(tokens, i) ? i - 2 : i).start();
      out.append(sql, copied, start).append(replacement);
      copied = tokens.get(i).end();
    }
    return out.append(sql.substring(copied)).toString();
  }

  /** Qualifiers taken away: {@code o.total} of alias {@code o} becomes {@code total}. */
  public static String withoutQualifier(String sql, String qualifier) {
    List<Token> tokens = Tokens.of(sql);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    for (int i = 0; i + 2 < tokens.size(); i++) {
      boolean qualifies =
          tokens.get(i).isName()
              && tokens.get(i).name().equals(qualifier)
              && tokens.get(i + 1).is(".")
              && !(i > 0 && tokens.get(i - 1).is("."));
      if (!qualifies) continue;
      out.append(sql, copied, tokens.get(i).start());
      copied = tokens.get(i + 2).start();
    }
    return out.append(sql.substring(copied)).toString();
  }

  private static boolean qualified(List<Token> tokens, int i) {
    return i >= 2 && tokens.get(i - 1).is(".") && tokens.get(i - 2).isName();
  }

  /** Not a function, a type, a collation, a qualifier or a named argument. */
  private static boolean isReference(List<Token> tokens, int i) {
    if (i + 1 < tokens.size() && (tokens.get(i + 1).is("(") || tokens.get(i + 1).is("."))) {
      return false;
    }
    if (i == 0) return true;
    Token before = tokens.get(i - 1);
    if (isZone(tokens, i) || isField(tokens, i)) return false;
    return !before.is("::") && !before.is("COLLATE") && !(before.is("AS") && isCast(tokens, i - 2));
  }

  /** One of the words of {@code value AT TIME ZONE} or {@code AT LOCAL}: columns are called at. */
  private static boolean isZone(List<Token> tokens, int i) {
    if (tokens.get(i).kind() != Token.Kind.WORD) return false;
    return follows(tokens, i, "AT") || follows(tokens, i - 1, "AT") || follows(tokens, i - 2, "AT");
  }

  /** Whether the word is that one, behind a value, with TIME ZONE or LOCAL behind it. */
  private static boolean follows(List<Token> tokens, int at, String word) {
    if (at < 1 || at + 1 >= tokens.size() || !tokens.get(at).is(word)) return false;
    Token value = tokens.get(at - 1);
    boolean isValue = value.kind() != Token.Kind.SYMBOL || value.is(")") || value.is("]");
    boolean isZone =
        tokens.get(at + 1).is("LOCAL")
            || tokens.get(at + 1).is("TIME")
                && at + 2 < tokens.size()
                && tokens.get(at + 2).is("ZONE");
    return isValue && isZone;
  }

  /** The field of {@code extract(year FROM …)}. */
  private static boolean isField(List<Token> tokens, int i) {
    return i >= 2
        && tokens.get(i - 1).is("(")
        && tokens.get(i - 2).is("EXTRACT")
        && i + 1 < tokens.size()
        && tokens.get(i + 1).is("FROM");
  }

  /** Whether the AS after this token belongs to CAST( … AS type). */
  private static boolean isCast(List<Token> tokens, int i) {
    int depth = 0;
    for (int at = i; at >= 0; at--) {
      if (tokens.get(at).is(")")) depth++;
      if (tokens.get(at).is("(") && depth-- == 0) return at > 0 && tokens.get(at - 1).is("CAST");
    }
    return false;
  }
}
