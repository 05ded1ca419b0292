package io.slipway.plan.rewrite;

import io.slipway.plan.rewrite.Token.Kind;
import io.slipway.sql.text.Lexer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The tokens of a text, and what stands between brackets. */
public final class Tokens {
  private Tokens() {}

  public static List<Token> of(String sql) {
    List<Token> tokens = new ArrayList<>();
    for (io.slipway.sql.text.Token token : Lexer.tokens(sql)) {
      String text = token.in(sql);
      Token last = tokens.isEmpty() ? null : tokens.getLast();
      if (last != null && text.equals(":") && last.is(":") && last.end() == token.start()) {
        tokens.set(tokens.size() - 1, new Token(Kind.SYMBOL, last.start(), token.end(), "::"));
      } else {
        tokens.add(new Token(kind(token), token.start(), token.end(), text));
      }
    }
    return List.copyOf(tokens);
  }

  private static Kind kind(io.slipway.sql.text.Token token) {
    return switch (token.kind()) {
      case WORD -> Kind.WORD;
      case QUOTED -> Kind.QUOTED_NAME;
      case STRING -> Kind.STRING;
      case NUMBER -> Kind.NUMBER;
      case PARAMETER, PUNCTUATION, OPERATOR, COMMENT, BACKSLASH, STRAY, END -> Kind.SYMBOL;
    };
  }

  /** The token after the bracket that closes the one at {@code open}, or the end of the list. */
  public static int afterGroup(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).is("(") || tokens.get(i).is("[")) depth++;
      if (tokens.get(i).is(")") || tokens.get(i).is("]")) depth--;
      if (depth == 0) return i + 1;
    }
    return tokens.size();
  }

  /** Where the word stands outside brackets. */
  public static OptionalInt find(List<Token> tokens, int from, String word) {
    for (int i = from; i < tokens.size(); i++) {
      if (tokens.get(i).is(word)) return OptionalInt.of(i);
      if (tokens.get(i).is("(")) i = afterGroup(tokens, i) - 1;
    }
    return OptionalInt.empty();
  }
}
