package io.slipway.sql;

import io.slipway.sql.text.Piece;
import java.util.Set;

/** Which psql meta-commands can be read over because they change nothing in the database. */
final class PsqlCommands {
  /**
   * Output, settings of psql itself, questions about the catalog ({@code \d…}) and the guards of
   * pg_dump.
   */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "echo",
          "qecho",
          "warn",
          "set",
          "unset",
          "timing",
          "pset",
          "encoding",
          "x",
          "a",
          "t",
          "H",
          "f",
          "C",
          "T",
          "errverbose",
          "conninfo",
          "l",
          "list",
          "z",
          "sf",
          "sv",
          "h",
          "help",
          "?",
          "copyright",
          "restrict",
          "unrestrict",
          "g",
          "p",
          "r",
          "reset",
          "print");

  /** Whoever reads files has put the file in its place: what is left was not found. */
  private static final Set<String> INCLUDES = Set.of("i", "ir", "include", "include_relative");

  private PsqlCommands() {}

  static boolean isInclude(String name) {
    return INCLUDES.contains(name);
  }

  static Change of(Piece.MetaCommand command) {
    String name = command.name();
    boolean describes = name.startsWith("d");
    boolean sendsElsewhere = name.equals("g") && !command.arguments().isEmpty();
    boolean understood = (UNDERSTOOD.contains(name) || describes) && !sendsElsewhere;
    return new Change.PsqlCommand(name, command.arguments(), !understood);
  }
}
