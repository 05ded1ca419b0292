package io.slipway.sql.tree;

import io.slipway.sql.Change;
import io.slipway.sql.Change.Nested;
import io.slipway.sql.libpgquery.Answer;
import io.slipway.sql.text.LineIndex;
import io.slipway.sql.text.Piece;
import io.slipway.sql.text.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The statements in the bodies of routines and DO blocks. */
final class Bodies {
  /**
   * @param dynamic it builds SQL that could not be worked out, or is a program that could not be
   *     read
   */
  record Body(List<Nested> nested, boolean dynamic) {
    static final Body NONE = new Body(List.of(), false);
    static final Body UNREADABLE = new Body(List.of(), true);

    Body {
      nested = List.copyOf(nested);
    }
  }

  /** Its fields are only known to the catalog; those of a record are not asked for. */
  private static final Pattern ROW_TYPE =
      Pattern.compile("(?i)(?:[\\w$\"]+\\s*\\.\\s*)?[\\w$\"]+\\s*%\\s*rowtype\\b");

  private final StatementReader reader;

  Bodies(StatementReader reader) {
    this.reader = reader;
  }

  /**
   * @param firstLine the file's line the statement starts on
   */
  Body ofRoutine(Node statement, Source source, int firstLine) {
    if (statement.get("sql_body").isPresent()) return standard(statement, source, firstLine);
    List<Node> parts = Routines.option(statement, "as").list("items");
    if (parts.isEmpty()) return Body.NONE;
    int as = source.tokenAt(Routines.locationOf(statement.list("options"), "as"));
    return switch (Routines.language(statement)) {
      case "plpgsql" -> plPgSql(source, source.bodyLine(as + 1) + firstLine - 1);
      case "sql" -> {
        String body = Names.string(parts.getFirst());
        yield new Body(statements(body, source.bodyLine(as + 1) + firstLine - 1), false);
      }
      default -> Body.UNREADABLE;
    };
  }

  Body ofBlock(Node statement, Source source, String language, int firstLine) {
    if (!language.equals("plpgsql")) return Body.UNREADABLE;
    int body = source.tokenAt(Routines.locationOf(statement.list("args"), "as"));
    return plPgSql(source, source.bodyLine(body) + firstLine - 1);
  }

  /** Types that need the catalog cannot be resolved here: failing to parse is no syntax error. */
  private Body plPgSql(Source source, int bodyLine) {
    Answer answer = reader.parser().parsePlPgSql(source.text());
    if (answer instanceof Answer.Rejected) {
      String asRecords = ROW_TYPE.matcher(source.text()).replaceAll("record");
      answer = reader.parser().parsePlPgSql(asRecords);
    }
    if (!(answer instanceof Answer.Tree tree)) return Body.UNREADABLE;
    List<Node> functions = NodeReader.read(tree.json()).list("plpgsql_funcs");
    if (functions.size() != 1) return Body.UNREADABLE;
    return new PlPgSqlBody(functions.getFirst(), reader, bodyLine).read();
  }

  /** A body in the language SQL: statement after statement. */
  private List<Nested> statements(String body, int bodyLine) {
    List<Nested> nested = new ArrayList<>();
    LineIndex lines = new LineIndex(body);
    for (Piece piece : Splitter.split(body).pieces()) {
      String sql = body.substring(piece.start(), piece.end());
      int line = bodyLine + lines.line(piece.start()) - 1;
      nested.add(reader.nested(sql, line, false, false));
    }
    return nested;
  }

  /** {@code RETURN …} or {@code BEGIN ATOMIC … END}: parsed with the statement, lists in a list. */
  private Body standard(Node statement, Source source, int firstLine) {
    List<Nested> nested = new ArrayList<>();
    List<Node> pending = new ArrayList<>(List.of(statement.get("sql_body")));
    while (!pending.isEmpty()) {
      Node node = pending.removeFirst();
      if (node.is("List")) {
        pending.addAll(0, node.list("items"));
      } else if (node.isPresent()) {
        Source.Slice slice = source.statementAround(node.firstLocation());
        Change change =
            node.is("ReturnStmt") ? Queries.of(node, source) : reader.map(node, source, firstLine);
        nested.add(new Nested(firstLine + slice.line() - 1, slice.text(), change, false, false));
      }
    }
    return new Body(nested, false);
  }

  /** The SQL-standard body as written: it is the last thing in its statement. */
  static String standardBody(Node statement, Source source) {
    int first = source.tokenAt(statement.get("sql_body").firstLocation());
    int begin =
        Math.max(source.findBefore(first, "atomic") - 1, source.findBefore(first, "return"));
    return source.slice(Math.max(begin, 0), source.end());
  }
}
