package io.slipway.plan.strategies;

import io.slipway.catalog.View;
import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import java.util.List;

/** The statement that makes a view. */
final class ViewText {
  private ViewText() {}

  static boolean isKnown(View view) {
    return !view.definition().isBlank();
  }

  /** A live catalog knows the query, a replayed one the whole statement. */
  static String create(View view) {
    String definition = view.definition().strip();
    if (definition.endsWith(";")) definition = definition.substring(0, definition.length() - 1);
    List<Token> tokens = Tokens.of(definition);
    if (tokens.getFirst().is("CREATE")) {
      boolean isPlain = !view.materialized() && !tokens.get(1).is("OR");
      return isPlain
          ? "CREATE OR REPLACE" + definition.substring(tokens.getFirst().end())
          : definition;
    }
    String kind = view.materialized() ? "MATERIALIZED VIEW " : "OR REPLACE VIEW ";
    return "CREATE " + kind + view.name().sql() + " AS " + definition;
  }
}
