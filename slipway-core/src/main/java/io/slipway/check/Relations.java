package io.slipway.check;

import io.slipway.jdbc.Sql;
import java.util.Locale;
import java.util.Optional;

/** Tables as a file names them, turned into names that SQL can be made of. */
final class Relations {
  private Relations() {}

  /** Quoted as it must be; empty where there is no such relation. */
  static Optional<String> find(Sql sql, String name) {
    String found = sql.one("SELECT to_regclass(?)::text", row -> row.text(1), name);
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /** What may stand behind FROM: a table's name, or a query in brackets. */
  static String source(String text) {
    String trimmed = text.strip().replaceFirst(";\\s*$", "");
    String first = trimmed.split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
    boolean query = first.equals("select") || first.equals("with") || first.equals("values");
    return (query ? "(" + trimmed + "\n)" : trimmed) + " AS source";
  }
}
