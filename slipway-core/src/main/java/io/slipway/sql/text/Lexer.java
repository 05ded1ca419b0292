package io.slipway.sql.text;

import io.slipway.sql.text.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL into tokens by the rules of PostgreSQL's scanner, with {@code
 * standard_conforming_strings} on. Total: what is never closed runs to the end of the text, and
 * such a comment is a stray token, for the parser to reject.
 */
public final class Lexer {
  private static final String OPERATOR_CHARACTERS = "~!@#^&|`?+-*/%<>=";
  private static final String SELF = "(),[].;:";

  private final String text;
  private int at;

  public Lexer(String text) {
    this.text = text;
  }

  /** Every token of a text, comments left out. */
  public static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Lexer lexer = new Lexer(text);
    for (Token token = lexer.next(); !token.is(Kind.END); token = lexer.next()) {
      if (!token.is(Kind.COMMENT)) tokens.add(token);
    }
    return tokens;
  }

  public int position() {
    return at;
  }

  public void moveTo(int position) {
    at = position;
  }

  public Token next() {
    skipBlanks();
    int start = at;
    if (at >= text.length()) return new Token(Kind.END, start, start);
    Kind kind = scan();
    return new Token(kind, start, at);
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) at++;
  }

  /** The scanner's white space, and a byte order mark where a file starts with one. */
  private boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r' || c == '\ufeff' && at == 0;
  }

  private Kind scan() {
    char c = text.charAt(at);
    if (startsIdentifier(c)) return scanWord();
    if (c == '\'') return quoted('\'', false, Kind.STRING);
    if (c == '"') return quoted('"', false, Kind.QUOTED);
    if (c == '$') return scanDollar();
    if (isDigit(c) || c == '.' && isDigit(peek(1))) return scanNumber();
    if (c == '-' && peek(1) == '-') return scanLineComment();
    if (c == '/' && peek(1) == '*') return scanBlockComment();
    if (OPERATOR_CHARACTERS.indexOf(c) >= 0) return scanOperator();
    at++;
    if (SELF.indexOf(c) >= 0) return Kind.PUNCTUATION;
    return c == '\\' ? Kind.BACKSLASH : Kind.STRAY;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean startsIdentifier(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
  }

  private static boolean continuesIdentifier(char c) {
    return startsIdentifier(c) || isDigit(c) || c == '$';
  }

  /** A word, or the prefix of a string: {@code E'…'}, {@code U&"…"}. */
  private Kind scanWord() {
    char first = text.charAt(at);
    if (peek(1) == '\'') {
      if ("eE".indexOf(first) >= 0) return prefixed(1, '\'', true, Kind.STRING);
      if ("bBxXnN".indexOf(first) >= 0) return prefixed(1, '\'', false, Kind.STRING);
    }
    if ("uU".indexOf(first) >= 0 && peek(1) == '&') {
      if (peek(2) == '\'') return prefixed(2, '\'', false, Kind.STRING);
      if (peek(2) == '"') return prefixed(2, '"', false, Kind.QUOTED);
    }
    while (at < text.length() && continuesIdentifier(text.charAt(at))) at++;
    return Kind.WORD;
  }

  private Kind prefixed(int length, char quote, boolean escapes, Kind kind) {
    at += length;
    return quoted(quote, escapes, kind);
  }

  private Kind quoted(char quote, boolean escapes, Kind kind) {
    do {
      closeQuote(quote, escapes);
    } while (quote == '\'' && continuesOnAnotherLine());
    return kind;
  }

  private void closeQuote(char quote, boolean escapes) {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && escapes) {
        at = Math.min(at + 1, text.length());
      } else if (c == quote) {
        if (peek(0) != quote) return;
        at++;
      }
    }
  }

  /** Strings separated by a line break are one string, escapes included. */
  private boolean continuesOnAnotherLine() {
    int back = at;
    boolean newline = false;
    while (at < text.length() && isBlank(text.charAt(at))) {
      char c = text.charAt(at++);
      newline |= c == '\n' || c == '\r';
    }
    if (newline && peek(0) == '\'') return true;
    at = back;
    return false;
  }

  /** {@code $1}, {@code $$…$$} or {@code $tag$…$tag$}. */
  private Kind scanDollar() {
    if (isDigit(peek(1))) {
      at++;
      while (isDigit(peek(0))) at++;
      return Kind.PARAMETER;
    }
    int end = at + 1;
    while (end < text.length() && continuesTag(text.charAt(end))) end++;
    if (end >= text.length() || text.charAt(end) != '$') {
      at++;
      return Kind.STRAY;
    }
    String tag = text.substring(at, end + 1);
    int close = text.indexOf(tag, end + 1);
    at = close < 0 ? text.length() : close + tag.length();
    return Kind.STRING;
  }

  private static boolean continuesTag(char c) {
    return startsIdentifier(c) || isDigit(c);
  }

  /** Loosely: what the scanner calls junk after a number is part of it. */
  private Kind scanNumber() {
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean exponentSign =
          (c == '+' || c == '-') && "eE".indexOf(text.charAt(at - 1)) >= 0 && isDigit(peek(1));
      boolean point = c == '.' && peek(1) != '.';
      if (!isDigit(c) && !startsIdentifier(c) && !point && !exponentSign) break;
      at++;
    }
    return Kind.NUMBER;
  }

  private Kind scanLineComment() {
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') at++;
    return Kind.COMMENT;
  }

  private Kind scanBlockComment() {
    int depth = 0;
    do {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < text.length());
    return depth == 0 ? Kind.COMMENT : Kind.STRAY;
  }

  /** The longest run of operator characters that does not start a comment. */
  private Kind scanOperator() {
    int start = at;
    while (at < text.length() && OPERATOR_CHARACTERS.indexOf(text.charAt(at)) >= 0) {
      boolean comment = text.startsWith("--", at) || text.startsWith("/*", at);
      if (comment && at > start) break;
      at++;
    }
    return Kind.OPERATOR;
  }
}
