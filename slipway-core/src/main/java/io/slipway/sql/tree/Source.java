package io.slipway.sql.tree;

import io.slipway.sql.text.Lexer;
import io.slipway.sql.text.LineIndex;
import io.slipway.sql.text.Token;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text a tree was made of, as tokens: the tree says where things start, never where they end.
 * Ends are found at the next comma, closing parenthesis or reserved word outside parentheses.
 */
final class Source {
  private final String text;
  private final LineIndex index;
  private @Nullable List<Token> tokens;

  Source(String text) {
    this.text = text;
    this.index = new LineIndex(text);
  }

  String text() {
    return text;
  }

  int end() {
    return tokens().size();
  }

  /** The first token at or after this byte offset of the text. */
  int tokenAt(int byteOffset) {
    int from = index.ofByte(byteOffset);
    int low = 0;
    int high = end();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens().get(middle).start() < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The text of these tokens, as written, comments between them included. */
  String slice(int from, int to) {
    int end = Math.min(to, end());
    if (from >= end || from < 0) return "";
    return text.substring(tokens().get(from).start(), tokens().get(end - 1).end());
  }

  boolean isWord(int token, String word) {
    return token >= 0 && token < end() && tokens().get(token).isWord(text, word);
  }

  boolean isPunctuation(int token, char character) {
    return token >= 0 && token < end() && tokens().get(token).isPunctuation(text, character);
  }

  /** The index of the parenthesis that closes the one at this token. */
  int closing(int open) {
    return endOf(open + 1, Set.of(), false);
  }

  /** The first comma or closing bracket that does not belong to what starts here. */
  int endOfItem(int from) {
    return endOf(from, Set.of(), true);
  }

  /** As {@link #endOfItem}, and the first of these reserved words, outside parentheses. */
  int endOfItem(int from, Set<String> words) {
    return endOf(from, words, true);
  }

  /** The first of these words outside parentheses, or what closes what they stand in. */
  int endOfClause(int from, Set<String> words) {
    return endOf(from, words, false);
  }

  private int endOf(int from, Set<String> words, boolean atComma) {
    int depth = 0;
    int token = from;
    for (; token < end(); token++) {
      if (isPunctuation(token, '(') || isPunctuation(token, '[')) depth++;
      if (isPunctuation(token, ')') || isPunctuation(token, ']')) depth--;
      if (depth < 0) return token;
      if (depth > 0) continue;
      if (isPunctuation(token, ';') || atComma && isPunctuation(token, ',')) return token;
      if (isOneOf(token, words)) return token;
    }
    return token;
  }

  /** IS DISTINCT FROM is an operator and WITH TIME ZONE is part of a type: neither is a clause. */
  private boolean isOneOf(int token, Set<String> words) {
    Token candidate = tokens().get(token);
    return candidate.is(Token.Kind.WORD)
        && words.contains(candidate.word(text))
        && !(isWord(token, "from") && isWord(token - 1, "distinct"))
        && !(isWord(token, "with") && isWord(token + 1, "time"));
  }

  /** The first token in the range that is this word; -1 where there is none. */
  int find(int from, int to, String word) {
    for (int token = Math.max(from, 0); token < Math.min(to, end()); token++) {
      if (isWord(token, word)) return token;
    }
    return -1;
  }

  /** Looking left from a token for the word that introduces its clause. */
  int findBefore(int from, String word) {
    int token = Math.min(from, end() - 1);
    while (token >= 0 && !isWord(token, word)) token--;
    return token;
  }

  /** What the first parentheses in the range enclose; empty where there are none. */
  String insideParentheses(int from, int to) {
    for (int token = Math.max(from, 0); token < Math.min(to, end()); token++) {
      if (isPunctuation(token, '(')) return slice(token + 1, closing(token));
    }
    return "";
  }

  /** A part of the text, and the text's line it starts on. */
  record Slice(String text, int line) {}

  /** The statement of a BEGIN ATOMIC body that this byte offset is in. */
  Slice statementAround(int byteOffset) {
    int inside = tokenAt(byteOffset);
    int from = inside;
    while (from > 0 && !isPunctuation(from - 1, ';') && !isWord(from - 1, "atomic")) from--;
    int to = endOfClause(inside, Set.of());
    if (!isPunctuation(from - 1, ';') && !isWord(from - 1, "atomic")) {
      from = findBefore(inside, "return");
    }
    return new Slice(slice(from, to), index.line(token(Math.max(from, 0)).start()));
  }

  /** The line on which the body that is this string starts, right after its opening quote. */
  int bodyLine(int string) {
    return index.line(token(string).start());
  }

  private List<Token> tokens() {
    if (tokens == null) tokens = Lexer.tokens(text);
    return tokens;
  }

  Token token(int at) {
    return tokens().get(at);
  }
}
