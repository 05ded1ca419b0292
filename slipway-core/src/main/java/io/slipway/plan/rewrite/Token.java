package io.slipway.plan.rewrite;

import java.util.Locale;

/**
 * A piece of SQL that means something; white space and comments are none.
 *
 * @param start first character
 * @param end one past the last
 * @param text as written
 */
public record Token(Kind kind, int start, int end, String text) {
  /** What the scanner tells apart. */
  public enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    NUMBER,
    SYMBOL
  }

  /** A keyword or a symbol, whatever its case. */
  public boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
  }

  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }

  /** The name it stands for: folded, or without its quotes. */
  public String name() {
    if (kind == Kind.QUOTED_NAME) return text.substring(1, text.length() - 1).replace("\"\"", "\"");
    return text.toLowerCase(Locale.ROOT);
  }
}
