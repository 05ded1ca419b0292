package io.slipway.plan.strategies;

import io.slipway.sql.Change;
import io.slipway.sql.Expression;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.util.List;

/** Reads the SQL that strategies write, before anyone runs it. */
public final class Grammar {
  private final SqlParser parser;

  public Grammar(SqlParser parser) {
    this.parser = parser;
  }

  public Change change(String sql) {
    List<Statement> statements = parser.parse("plan", sql).statements();
    if (statements.size() != 1) return new Change.Unparsable("not one statement: " + sql, 1, 1, 0);
    return statements.getFirst().change();
  }

  public Expression expression(String sql) {
    return parser.expression(sql);
  }
}
