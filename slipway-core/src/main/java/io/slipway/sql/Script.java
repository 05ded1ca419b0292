package io.slipway.sql;

import java.util.List;

/**
 * A parsed file.
 *
 * @param name the file's name as it is shown
 * @param text the whole source; every {@link Span} indexes it
 * @param comments every comment, in order: directives are read from them
 */
public record Script(String name, String text, List<Statement> statements, List<Comment> comments) {
  public Script {
    statements = List.copyOf(statements);
    comments = List.copyOf(comments);
  }

  /** A comment with its text, delimiters removed. */
  public record Comment(Span span, String text) {}
}
