package io.slipway.plan.strategies;

import io.slipway.analysis.locks.Volatility;
import io.slipway.catalog.Table;
import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import io.slipway.sql.Change;
import io.slipway.sql.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why an UPDATE or DELETE would mean something else in chunks, or needs none. */
final class RowsInOneGo {
  private RowsInOneGo() {}

  static @Nullable String because(StatementContext context, Change.Query query, Table table) {
    if (table.kind() == Table.Kind.VIEW) return "it writes through a view";
    if (query.fromOtherTables()) return "its rows come from a join, which chunks could repeat";
    if (query.returning()) return "RETURNING gives the rows back in one go";
    if (!query.alsoWrites().isEmpty()) return "its WITH writes other tables";
    if (query.reads().contains(query.target()) || query.reads().contains(table.name())) {
      return "it reads the table it writes: a later chunk would see what an earlier one did";
    }
    List<String> key = Keys.toWalk(context.before(), table);
    if (query.setColumns().stream().anyMatch(key::contains)) {
      return "it changes the key that chunks are cut by";
    }
    if (begins(context.piece().sql(), "WITH")) return "it has a WITH clause";
    Expression where = query.where();
    if (where == null) return null;
    if (Volatility.of(where, context.before()) == Volatility.VOLATILE) {
      return "its WHERE gives another answer each time it is asked";
    }
    return key.size() == 1 && names(where.sql(), key.getFirst())
        ? "its WHERE names single rows by their key"
        : null;
  }

  private static boolean begins(String sql, String word) {
    return Tokens.of(sql).getFirst().is(word);
  }

  /** {@code id = 5} or {@code id IN (1, 2)}, perhaps with AND, never with OR. */
  private static boolean names(String where, String key) {
    List<Token> tokens = Tokens.of(where);
    if (Tokens.find(tokens, 0, "OR").isPresent()) return false;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (!tokens.get(i).isName() || !tokens.get(i).name().equals(key)) continue;
      if (tokens.get(i + 1).is("=") || tokens.get(i + 1).is("IN")) return isConstant(tokens, i + 2);
    }
    return false;
  }

  private static boolean isConstant(List<Token> tokens, int i) {
    if (i >= tokens.size()) return false;
    Token first =
        tokens.get(i).is("(") && i + 1 < tokens.size() ? tokens.get(i + 1) : tokens.get(i);
    return first.kind() == Token.Kind.NUMBER || first.kind() == Token.Kind.STRING;
  }
}
