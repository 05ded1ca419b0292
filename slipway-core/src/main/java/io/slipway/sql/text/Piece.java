package io.slipway.sql.text;

import org.jspecify.annotations.Nullable;

/** What a file is made of, comments aside. */
public sealed interface Piece {
  int start();

  /** One past the last character of the last token: no semicolon, no trailing comment. */
  int end();

  /**
   * A statement.
   *
   * @param copyData the lines that follow COPY … FROM STDIN, up to {@code \.}
   */
  record Sql(int start, int end, @Nullable String copyData) implements Piece {}

  /**
   * A psql meta-command.
   *
   * @param name without the backslash
   * @param arguments the rest of it, blanks around it removed
   */
  record MetaCommand(int start, int end, String name, String arguments) implements Piece {}
}
