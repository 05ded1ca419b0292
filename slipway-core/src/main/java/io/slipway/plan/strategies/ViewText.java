package io.slipway.plan.strategies;

import io.slipway.catalog.View;
import io.slipway.plan.rewrite.Tokens;

/** The statement that makes a view. */
final class ViewText {
  private ViewText() {}

  /** A live catalog knows the query, a replayed one the whole statement. */
  static String create(View view) {
    String definition = view.definition().strip();
    if (definition.endsWith(";")) definition = definition.substring(0, definition.length() - 1);
    boolean whole = Tokens.of(definition).getFirst().is("CREATE");
    if (whole) return definition;
    String kind = view.materialized() ? "MATERIALIZED VIEW " : "OR REPLACE VIEW ";
    return "CREATE " + kind + view.name().sql() + " AS " + definition;
  }
}
