package io.slipway.sql.text;

import java.util.Locale;

/**
 * A lexical unit.
 *
 * @param start UTF-16 index of its first character
 * @param end one past its last character
 */
public record Token(Kind kind, int start, int end) {
  /** As PostgreSQL's scanner tells them apart. */
  public enum Kind {
    /** An unquoted identifier or keyword. */
    WORD,
    /** A quoted identifier, {@code U&"…"} included. */
    QUOTED,
    /** A string constant of any form, dollar-quoted included. */
    STRING,
    NUMBER,
    /** {@code $1} */
    PARAMETER,
    /** A single character that stands for itself: {@code ( ) [ ] , ; : .} */
    PUNCTUATION,
    OPERATOR,
    COMMENT,
    /** A backslash outside quotes: psql's. */
    BACKSLASH,
    /** A character no token starts with. */
    STRAY,
    END
  }

  public String in(String text) {
    return text.substring(start, end);
  }

  /** Lower case, as keywords are compared; only ASCII is folded. */
  public String word(String text) {
    return in(text).toLowerCase(Locale.ROOT);
  }

  public boolean is(Kind wanted) {
    return kind == wanted;
  }

  public boolean isPunctuation(String text, char character) {
    return kind == Kind.PUNCTUATION && text.charAt(start) == character;
  }

  public boolean isWord(String text, String lowerCase) {
    return kind == Kind.WORD
        && end - start == lowerCase.length()
        && text.regionMatches(true, start, lowerCase, 0, lowerCase.length());
  }
}
