package io.slipway.sql.text;

import io.slipway.sql.text.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement the splitter is in: what decides whether a semicolon ends it. */
final class OpenStatement {
  /** Words enough to tell CREATE OR REPLACE FUNCTION, and COPY. */
  private static final int FIRST_WORDS = 4;

  private final String text;
  private final List<String> firstWords = new ArrayList<>();
  private @Nullable Token first;
  private @Nullable Token last;
  private @Nullable Token innerSemicolon;
  private @Nullable Token beforeInnerSemicolon;
  private int commentsBeforeIt;
  private int parentheses;
  private int atomicDepth;
  private boolean copiesFromStdin;

  OpenStatement(String text) {
    this.text = text;
  }

  void add(Token token) {
    if (token.is(Kind.WORD) && parentheses == 0) addWord(token);
    if (token.isPunctuation(text, '(')) parentheses++;
    if (token.isPunctuation(text, ')') && parentheses > 0) parentheses--;
    if (first == null) first = token;
    last = token;
  }

  private void addWord(Token token) {
    String word = token.word(text);
    if (firstWords.size() < FIRST_WORDS) firstWords.add(word);
    boolean afterFrom = last != null && last.isWord(text, "from");
    if (afterFrom && (word.equals("stdin") || word.equals("pstdin"))) {
      copiesFromStdin = firstWords.getFirst().equals("copy");
    }
    if (definesRoutine()) trackAtomic(word);
  }

  private boolean definesRoutine() {
    if (!firstWords.getFirst().equals("create")) return false;
    List<String> rest = firstWords.subList(1, firstWords.size());
    if (rest.size() > 2 && rest.getFirst().equals("or")) rest = rest.subList(2, rest.size());
    return !rest.isEmpty()
        && (rest.getFirst().equals("function") || rest.getFirst().equals("procedure"));
  }

  /** CASE … END nests inside BEGIN ATOMIC … END. */
  private void trackAtomic(String word) {
    boolean afterBegin = last != null && last.isWord(text, "begin");
    if (word.equals("atomic") && afterBegin) atomicDepth++;
    else if (word.equals("case") && atomicDepth > 0) atomicDepth++;
    else if (word.equals("end") && atomicDepth > 0) atomicDepth--;
  }

  void sawInnerSemicolon(Token semicolon, int comments) {
    if (innerSemicolon != null) return;
    innerSemicolon = semicolon;
    beforeInnerSemicolon = last;
    commentsBeforeIt = comments;
  }

  boolean isBalanced() {
    return parentheses == 0 && atomicDepth == 0;
  }

  boolean isEmpty() {
    return first == null;
  }

  boolean copiesFromStdin() {
    return copiesFromStdin;
  }

  @Nullable Token innerSemicolon() {
    return innerSemicolon;
  }

  int commentsBeforeIt() {
    return commentsBeforeIt;
  }

  int start() {
    return first == null ? 0 : first.start();
  }

  int end() {
    return last == null ? 0 : last.end();
  }

  int endBefore(Token semicolon) {
    return beforeInnerSemicolon == null ? semicolon.start() : beforeInnerSemicolon.end();
  }
}
