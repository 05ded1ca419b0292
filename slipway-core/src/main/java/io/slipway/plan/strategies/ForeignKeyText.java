package io.slipway.plan.strategies;

import io.slipway.catalog.Constraint;
import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import io.slipway.sql.QualifiedName;
import java.util.List;

/** A foreign key's definition, between other columns. */
final class ForeignKeyText {
  private ForeignKeyText() {}

  /** {@code FOREIGN KEY (columns) REFERENCES table (referenced) …}: the tail as it was. */
  static String between(
      Constraint constraint, List<String> columns, QualifiedName table, List<String> referenced) {
    String to = referenced.isEmpty() ? "" : " (" + Keys.columns(referenced) + ")";
    return "FOREIGN KEY ("
        + Keys.columns(columns)
        + ") REFERENCES "
        + table.sql()
        + to
        + tail(Definitions.body(constraint.definition()));
  }

  /** ON DELETE, DEFERRABLE and the like. */
  private static String tail(String definition) {
    List<Token> tokens = Tokens.of(definition);
    int i = Tokens.find(tokens, 0, "REFERENCES").orElseThrow() + 1;
    while (i + 1 < tokens.size() && tokens.get(i + 1).is(".")) i += 2;
    i++;
    if (i < tokens.size() && tokens.get(i).is("(")) i = Tokens.afterGroup(tokens, i);
    return i < tokens.size() ? " " + definition.substring(tokens.get(i).start()) : "";
  }

  static List<String> renamed(List<String> columns, String column, String newName) {
    return columns.stream().map(it -> it.equals(column) ? newName : it).toList();
  }
}
