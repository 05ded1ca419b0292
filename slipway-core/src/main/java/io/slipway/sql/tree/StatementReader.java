package io.slipway.sql.tree;

import io.slipway.sql.Change;
import io.slipway.sql.Change.Nested;
import io.slipway.sql.Expression;
import io.slipway.sql.SqlType;
import io.slipway.sql.libpgquery.Answer;
import io.slipway.sql.libpgquery.PgQuery;
import io.slipway.sql.text.LineIndex;
import java.util.List;
import java.util.Optional;

/** One statement at a time: text in, change out. Used by one thread at a time. */
public final class StatementReader {
  private final PgQuery parser;
  private final Bodies bodies;

  public StatementReader() {
    this.parser = new PgQuery();
    this.bodies = new Bodies(this);
  }

  PgQuery parser() {
    return parser;
  }

  /**
   * @param sql one statement, without comments before it and without its semicolon
   * @param firstLine the file's line it starts on: lines of statements in bodies count from there
   */
  public Reading read(String sql, int firstLine) {
    int nul = sql.indexOf('\0');
    if (nul >= 0) {
      return new Reading.Rejected("invalid byte sequence for encoding \"UTF8\": 0x00", nul);
    }
    return switch (parser.parse(sql)) {
      case Answer.Rejected rejected ->
          new Reading.Rejected(
              rejected.message(), new LineIndex(sql).ofCodePoint(rejected.cursor() - 1));
      case Answer.Tree tree -> new Reading.Understood(change(tree, sql, firstLine));
    };
  }

  private Change change(Answer.Tree tree, String sql, int firstLine) {
    List<Node> statements = NodeReader.read(tree.json()).list("stmts");
    if (statements.size() != 1) return new Change.Other("several statements", List.of());
    return map(statements.getFirst().get("stmt"), new Source(sql), firstLine);
  }

  Change map(Node statement, Source source, int firstLine) {
    return new StatementMapper(bodies, firstLine).map(statement, source);
  }

  /** A statement of a body; one the grammar rejects becomes {@link Change.Unparsable} there. */
  Nested nested(String sql, int line, boolean conditional, boolean dynamic) {
    Change change =
        switch (read(sql, line)) {
          case Reading.Understood understood -> understood.change();
          case Reading.Rejected rejected -> {
            LineIndex lines = new LineIndex(sql);
            int index = rejected.index();
            yield new Change.Unparsable(
                rejected.message(), line + lines.line(index) - 1, lines.column(index), -1);
          }
        };
    return new Nested(line, sql, change, conditional, dynamic);
  }

  /** Empty where the grammar rejects it. */
  public Optional<Expression> expression(String sql) {
    return selected("SELECT (" + sql + "\n)").map(node -> Expressions.of(node, sql));
  }

  /** Empty where the grammar rejects it. */
  public Optional<SqlType> type(String sql) {
    return selected("SELECT NULL::" + sql)
        .filter(node -> node.is("TypeCast"))
        .map(node -> Types.of(node.get("typeName")));
  }

  /** The one expression a SELECT computes. */
  Optional<Node> selected(String sql) {
    if (sql.indexOf('\0') >= 0 || !(parser.parse(sql) instanceof Answer.Tree tree)) {
      return Optional.empty();
    }
    List<Node> statements = NodeReader.read(tree.json()).list("stmts");
    List<Node> targets =
        statements.size() == 1 ? statements.getFirst().get("stmt").list("targetList") : List.of();
    return targets.size() == 1 ? Optional.of(targets.getFirst().get("val")) : Optional.empty();
  }
}
