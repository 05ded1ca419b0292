package io.slipway.sql;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Script.Comment;
import io.slipway.sql.text.LineIndex;
import io.slipway.sql.text.Piece;
import io.slipway.sql.text.Splitter;
import io.slipway.sql.text.Token;
import io.slipway.sql.tree.Reading;
import io.slipway.sql.tree.StatementReader;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL 18's own grammar: text in, statements out. Creating one costs nothing, its first use
 * tens of milliseconds (a few hundred for the first in the process). Safe to share, but it does one
 * thing at a time: threads that parse much want one each.
 */
public final class SqlParser {
  private final StatementReader reader = new StatementReader();
  private final DeepStack stack = new DeepStack();

  private SqlParser() {}

  public static SqlParser create() {
    return new SqlParser();
  }

  /**
   * Splits and parses a whole file. Never fails on bad SQL: a statement the grammar rejects becomes
   * {@link Change.Unparsable}, the others are unaffected.
   */
  public Script parse(String name, String text) {
    return stack.call(() -> script(name, text));
  }

  private Script script(String name, String text) {
    LineIndex lines = new LineIndex(text);
    Splitter.Split split = Splitter.split(text);
    List<Statement> statements = new ArrayList<>();
    for (Piece piece : split.pieces()) {
      statements.add(statement(statements.size(), piece, text, lines));
    }
    List<Comment> comments =
        split.comments().stream()
            .map(
                token -> new Comment(span(token.start(), token.end(), lines), content(token, text)))
            .toList();
    return new Script(name, text, statements, comments);
  }

  private Statement statement(int index, Piece piece, String text, LineIndex lines) {
    String source = text.substring(piece.start(), piece.end());
    Span span = span(piece.start(), piece.end(), lines);
    return switch (piece) {
      case Piece.Sql sql ->
          new Statement(index, span, source, change(source, span, lines), sql.copyData());
      case Piece.MetaCommand command ->
          new Statement(index, span, source, PsqlCommands.of(command), null);
    };
  }

  private static Span span(int start, int end, LineIndex lines) {
    int last = Math.max(start, end - 1);
    return new Span(start, end, lines.line(start), lines.column(start), lines.line(last));
  }

  private Change change(String source, Span span, LineIndex lines) {
    return switch (read(source, span)) {
      case Reading.Understood understood -> understood.change();
      case Reading.Rejected rejected -> {
        int index = span.start() + rejected.index();
        yield new Change.Unparsable(
            rejected.message(), lines.line(index), lines.column(index), index);
      }
    };
  }

  private Reading read(String source, Span span) {
    try {
      return reader.read(source, span.line());
    } catch (StackOverflowError tooDeep) {
      return new Reading.Rejected("stack depth limit exceeded", 0);
    }
  }

  /** Without {@code --}, or without the outer slashes and stars. */
  private static String content(Token comment, String text) {
    String content = comment.in(text);
    if (content.startsWith("--")) return content.substring(2).strip();
    int end = content.endsWith("*/") && content.length() >= 4 ? 2 : 0;
    return content.substring(2, content.length() - end).strip();
  }

  /** One expression, as {@code pg_get_expr} prints it. */
  public Expression expression(String sql) {
    return stack
        .call(() -> reader.expression(sql))
        .orElseThrow(() -> notUnderstood("expression", sql));
  }

  /** A type, as {@code format_type} prints it. */
  public SqlType type(String sql) {
    return stack.call(() -> reader.type(sql)).orElseThrow(() -> notUnderstood("type", sql));
  }

  private static SlipwayException notUnderstood(String what, String sql) {
    return new SlipwayException(
        Problem.of(
            "SQL-1",
            Problem.Kind.INTERNAL,
            "the grammar of PostgreSQL 18 does not accept the " + what + " " + sql,
            "Nothing was changed.",
            "Please report it, with the server's version."));
  }
}
