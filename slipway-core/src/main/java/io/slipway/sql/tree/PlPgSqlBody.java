package io.slipway.sql.tree;

import io.slipway.sql.Change;
import io.slipway.sql.Change.Nested;
import io.slipway.sql.text.Piece;
import io.slipway.sql.text.Splitter;
import java.util.ArrayList;
import java.util.List;

/** One walk over the statements of a PL/pgSQL function. */
final class PlPgSqlBody {
  private final Node function;
  private final StatementReader reader;
  private final KnownTexts texts;
  private final int bodyLine;
  private final List<Nested> nested = new ArrayList<>();
  private boolean dynamic;

  /** The line of the statement being walked: expressions have none of their own. */
  private int line;

  /**
   * @param bodyLine the file's line on which the body starts, right after its opening quote
   */
  PlPgSqlBody(Node function, StatementReader reader, int bodyLine) {
    this.function = function;
    this.reader = reader;
    this.bodyLine = bodyLine;
    this.line = bodyLine;
    this.texts = new KnownTexts(function, reader);
  }

  Bodies.Body read() {
    for (Node variable : function.list("datums")) {
      line = lineOf(variable);
      expression(variable.get("default_val"), false);
      sql(variable.get("cursor_explicit_expr"), false);
    }
    line = bodyLine;
    statement(function.get("action"), false);
    return new Bodies.Body(nested, dynamic);
  }

  private int lineOf(Node node) {
    int relative = node.number("lineno");
    return relative == 0 ? line : bodyLine + relative - 1;
  }

  private void statements(List<Node> statements, boolean conditional) {
    for (Node statement : statements) statement(statement, conditional);
  }

  private void statement(Node statement, boolean conditional) {
    line = lineOf(statement);
    switch (statement.kind()) {
      case "PLpgSQL_stmt_block" -> block(statement, conditional);
      case "PLpgSQL_stmt_execsql" -> sql(statement.get("sqlstmt"), conditional);
      case "PLpgSQL_stmt_perform", "PLpgSQL_stmt_call" -> sql(statement.get("expr"), conditional);
      case "PLpgSQL_stmt_dynexecute" -> execute(statement.get("query"), conditional);
      case "PLpgSQL_stmt_return_query" -> {
        sql(statement.get("query"), conditional);
        execute(statement.get("dynquery"), conditional);
      }
      case "PLpgSQL_stmt_open" -> {
        sql(statement.get("query"), conditional);
        execute(statement.get("dynquery"), conditional);
      }
      case "PLpgSQL_stmt_commit" -> transaction("COMMIT", conditional);
      case "PLpgSQL_stmt_rollback" -> transaction("ROLLBACK", conditional);
      case "PLpgSQL_stmt_if" -> branches(statement, conditional);
      case "PLpgSQL_stmt_case" -> cases(statement, conditional);
      default -> loopOrExpression(statement, conditional);
    }
  }

  /** With exception handlers, what the block does may be undone. */
  private void block(Node block, boolean conditional) {
    Node handlers = block.get("exceptions");
    statements(block.list("body"), conditional || handlers.isPresent());
    for (Node handler : handlers.list("exc_list")) statements(handler.list("action"), true);
  }

  private void branches(Node statement, boolean conditional) {
    expression(statement.get("cond"), conditional);
    statements(statement.list("then_body"), true);
    for (Node branch : statement.list("elsif_list")) {
      line = lineOf(branch);
      expression(branch.get("cond"), true);
      statements(branch.list("stmts"), true);
    }
    statements(statement.list("else_body"), true);
  }

  private void cases(Node statement, boolean conditional) {
    expression(statement.get("t_expr"), conditional);
    for (Node branch : statement.list("case_when_list")) {
      line = lineOf(branch);
      expression(branch.get("expr"), true);
      statements(branch.list("stmts"), true);
    }
    statements(statement.list("else_stmts"), true);
  }

  private void loopOrExpression(Node statement, boolean conditional) {
    boolean overQuery = statement.is("PLpgSQL_stmt_fors");
    boolean overDynamic = statement.is("PLpgSQL_stmt_dynfors");
    if (overQuery) sql(statement.get("query"), conditional);
    if (overDynamic) execute(statement.get("query"), conditional);
    for (String field : List.of("expr", "cond", "lower", "upper", "step", "argquery")) {
      expression(statement.get(field), conditional);
    }
    statements(statement.list("body"), true);
  }

  private void sql(Node expression, boolean conditional) {
    if (expression.isAbsent()) return;
    nested.add(reader.nested(expression.text("query"), line, conditional, false));
  }

  private void transaction(String command, boolean conditional) {
    nested.add(new Nested(line, command, new Change.Transaction(command), conditional, false));
  }

  /** Of an expression only the tables its sub-queries read are of interest. */
  private void expression(Node expression, boolean conditional) {
    if (expression.isAbsent()) return;
    String sql = "SELECT " + KnownTexts.valueOf(expression);
    boolean reads =
        reader.read(sql, line) instanceof Reading.Understood(Change.Query query)
            && !query.reads().isEmpty();
    if (reads) nested.add(reader.nested(sql, line, conditional, false));
  }

  private void execute(Node expression, boolean conditional) {
    if (expression.isAbsent()) return;
    String text = texts.of(expression);
    if (text == null) {
      dynamic = true;
      return;
    }
    for (Piece piece : Splitter.split(text).pieces()) {
      String sql = text.substring(piece.start(), piece.end());
      nested.add(reader.nested(sql, line, conditional, true));
    }
  }
}
