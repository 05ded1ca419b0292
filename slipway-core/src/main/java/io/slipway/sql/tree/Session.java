package io.slipway.sql.tree;

import io.slipway.sql.Change;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Transaction control and settings. */
final class Session {
  private Session() {}

  static Change transaction(Node statement) {
    String kind = statement.text("kind").substring("TRANS_STMT_".length());
    return new Change.Transaction(
        switch (kind) {
          case "START" -> "BEGIN";
          case "PREPARE" -> "PREPARE TRANSACTION";
          default -> kind.replace('_', ' ');
        });
  }

  static Change set(Node statement) {
    String name = statement.text("name");
    return switch (statement.text("kind")) {
      case "VAR_SET_MULTI" -> characteristics(statement, name);
      case "VAR_RESET_ALL" -> new Change.SetVariable("all", null, false);
      case "VAR_SET_CURRENT" -> new Change.SetVariable(name, "current", statement.flag("is_local"));
      default ->
          new Change.SetVariable(name, value(statement.list("args")), statement.flag("is_local"));
    };
  }

  /** {@code SET TRANSACTION} is for the transaction; the session's are defaults. */
  private static Change characteristics(Node statement, String name) {
    boolean session = name.startsWith("SESSION");
    Node first = statement.list("args").getFirst();
    if (!first.is("DefElem")) {
      return new Change.SetVariable("transaction_snapshot", value(List.of(first)), true);
    }
    String variable = (session ? "default_" : "") + first.text("defname");
    return new Change.SetVariable(variable, value(List.of(first.get("arg"))), !session);
  }

  private static @Nullable String value(List<Node> arguments) {
    if (arguments.isEmpty()) return null;
    return arguments.stream().map(Session::literal).collect(Collectors.joining(", "));
  }

  private static String literal(Node argument) {
    Node constant = Expressions.constant(argument);
    String literal = constant == null ? null : Expressions.literal(constant);
    return literal == null ? "" : literal;
  }
}
