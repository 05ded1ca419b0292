package io.slipway.sql.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into statements as psql does: at semicolons outside quotes, parentheses and {@code
 * BEGIN ATOMIC … END}; meta-commands and COPY data are told from SQL.
 */
public final class Splitter {
  /**
   * After this many unbalanced statements parentheses are no longer believed: it bounds the work.
   */
  private static final int MOST_RETRIES = 50;

  private static final Pattern FROM_STDIN =
      Pattern.compile("(?is)\\bfrom\\s+p?stdin\\b", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern END_OF_DATA = Pattern.compile("(?m)^\\\\\\.[ \\t]*\\r?$");

  /** A file's pieces in order, and its comments. */
  public record Split(List<Piece> pieces, List<Token> comments) {
    public Split {
      pieces = List.copyOf(pieces);
      comments = List.copyOf(comments);
    }
  }

  private final String text;
  private final Lexer lexer;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Token> comments = new ArrayList<>();
  private int retries;

  private Splitter(String text) {
    this.text = text;
    this.lexer = new Lexer(text);
  }

  public static Split split(String text) {
    Splitter splitter = new Splitter(text);
    while (splitter.next()) {}
    return new Split(splitter.pieces, splitter.comments);
  }

  /** One piece; false at the end of the file. */
  private boolean next() {
    OpenStatement open = new OpenStatement(text);
    while (true) {
      Token token = lexer.next();
      switch (token.kind()) {
        case COMMENT -> comments.add(token);
        case END -> {
          return endOfFile(open);
        }
        case BACKSLASH -> {
          if (open.isBalanced()) {
            finish(open);
            metaCommand(token.start());
            return true;
          }
          open.add(token);
        }
        default -> {
          if (token.isPunctuation(text, ';')) {
            if (open.isBalanced() || retries > MOST_RETRIES) {
              finish(open);
              return true;
            }
            open.sawInnerSemicolon(token, comments.size());
          }
          open.add(token);
        }
      }
    }
  }

  /**
   * A parenthesis that is never closed would swallow the rest of the file: the statement is then
   * cut at its first semicolon after all.
   */
  private boolean endOfFile(OpenStatement open) {
    Token semicolon = open.innerSemicolon();
    if (open.isBalanced() || semicolon == null) {
      finish(open);
      return false;
    }
    retries++;
    comments.subList(open.commentsBeforeIt(), comments.size()).clear();
    lexer.moveTo(semicolon.end());
    pieces.add(new Piece.Sql(open.start(), open.endBefore(semicolon), null));
    return true;
  }

  private void finish(OpenStatement open) {
    if (open.isEmpty()) return;
    String data = open.copiesFromStdin() ? copyData() : null;
    pieces.add(new Piece.Sql(open.start(), open.end(), data));
  }

  /**
   * The lines after this one, up to the one that is {@code \.}; all of them where there is none.
   */
  private @Nullable String copyData() {
    int line = text.indexOf('\n', lexer.position());
    if (line < 0) return null;
    Matcher end = END_OF_DATA.matcher(text);
    boolean found = end.find(line + 1);
    lexer.moveTo(found ? end.end() : text.length());
    return text.substring(line + 1, found ? end.start() : text.length());
  }

  /** {@code \;} is a semicolon and {@code \\} ends a command: neither is one. */
  private void metaCommand(int start) {
    int nameStart = start + 1;
    if (text.startsWith(";", nameStart) || text.startsWith("\\", nameStart)) {
      lexer.moveTo(nameStart + 1);
      return;
    }
    int nameEnd = endOfName(nameStart);
    String name = text.substring(nameStart, nameEnd);
    boolean wholeLine = name.equals("!") || name.toLowerCase(Locale.ROOT).equals("copy");
    int end = endOfArguments(nameEnd, wholeLine);
    String arguments = text.substring(nameEnd, end).strip();
    lexer.moveTo(end);
    if (name.equals("copy") && FROM_STDIN.matcher(arguments).find()) copyData();
    int pieceEnd = start + text.substring(start, end).stripTrailing().length();
    pieces.add(new Piece.MetaCommand(start, pieceEnd, name, arguments));
  }

  private int endOfName(int start) {
    if (text.startsWith("!", start)) return start + 1;
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      if (text.charAt(end) == '\\') break;
      end++;
    }
    return end;
  }

  private int endOfArguments(int start, boolean wholeLine) {
    char quote = 0;
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      char c = text.charAt(end);
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '\'' || c == '"' || c == '`') {
        quote = c;
      } else if (c == '\\' && !wholeLine) {
        break;
      }
      end++;
    }
    return end;
  }
}
