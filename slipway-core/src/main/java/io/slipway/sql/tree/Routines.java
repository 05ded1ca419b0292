package io.slipway.sql.tree;

import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions, procedures, triggers, rules and policies. */
final class Routines {
  private static final int BEFORE = 1 << 1;
  private static final int INSERT = 1 << 2;
  private static final int DELETE = 1 << 3;
  private static final int UPDATE = 1 << 4;
  private static final int TRUNCATE = 1 << 5;
  private static final int INSTEAD = 1 << 6;

  private Routines() {}

  static Change create(Node statement, Source source, Bodies.Body nested) {
    String language = language(statement);
    return new Change.CreateRoutine(
        statement.flag("is_procedure") ? ObjectKind.PROCEDURE : ObjectKind.FUNCTION,
        Names.ofList(statement.list("funcname")),
        statement.flag("replace"),
        language,
        volatility(option(statement, "volatility").text("sval")),
        argumentTypes(statement.list("parameters")),
        returns(statement),
        option(statement, "security").flag("boolval"),
        setsSearchPath(statement),
        body(statement, source, language),
        nested.nested());
  }

  static String language(Node statement) {
    String named = option(statement, "language").text("sval").toLowerCase(Locale.ROOT);
    return named.isEmpty() ? "sql" : named;
  }

  /** The value of an option; the list of it where it is one. */
  static Node option(Node statement, String name) {
    for (Node option : statement.list("options")) {
      if (option.text("defname").equals(name)) return option.get("arg");
    }
    return Node.ABSENT;
  }

  /** The byte offset of an option; -1 where it is not there. */
  static int locationOf(List<Node> options, String name) {
    for (Node option : options) {
      if (option.text("defname").equals(name)) return option.location();
    }
    return -1;
  }

  private static char volatility(String word) {
    return switch (word) {
      case "immutable" -> 'i';
      case "stable" -> 's';
      default -> 'v';
    };
  }

  /** Of what is passed in: results are no part of a signature. */
  private static List<SqlType> argumentTypes(List<Node> parameters) {
    List<SqlType> types = new ArrayList<>();
    for (Node parameter : parameters) {
      boolean output =
          parameter.text("mode").equals("FUNC_PARAM_OUT")
              || parameter.text("mode").equals("FUNC_PARAM_TABLE");
      if (!output) types.add(Types.of(parameter.get("argType")));
    }
    return types;
  }

  private static @Nullable String returns(Node statement) {
    SqlType type = Types.orNull(statement.get("returnType"));
    return type == null ? null : type.sql();
  }

  private static boolean setsSearchPath(Node statement) {
    return statement.list("options").stream()
        .anyMatch(option -> option.get("arg").text("name").equals("search_path"));
  }

  private static @Nullable String body(Node statement, Source source, String language) {
    if (statement.get("sql_body").isPresent()) return Bodies.standardBody(statement, source);
    if (language.equals("c") || language.equals("internal")) return null;
    List<Node> parts = option(statement, "as").list("items");
    return parts.isEmpty() ? null : Names.string(parts.getFirst());
  }

  static Change alter(Node statement) {
    return new Change.AlterRoutine(
        Kinds.of(statement.text("objtype")), Names.ofList(statement.get("func").list("objname")));
  }

  static Change doBlock(Node statement, Source source, Bodies bodies, int firstLine) {
    String language = "plpgsql";
    String text = "";
    for (Node argument : statement.list("args")) {
      String value = argument.get("arg").text("sval");
      if (argument.text("defname").equals("language")) language = value.toLowerCase(Locale.ROOT);
      else text = value;
    }
    Bodies.Body body = bodies.ofBlock(statement, source, language, firstLine);
    return new Change.DoBlock(language, text, body.nested(), body.dynamic());
  }

  static Change createTrigger(Node statement) {
    int timing = statement.number("timing");
    int events = statement.number("events");
    List<String> names = new ArrayList<>();
    if ((events & INSERT) != 0) names.add("INSERT");
    if ((events & UPDATE) != 0) names.add("UPDATE");
    if ((events & DELETE) != 0) names.add("DELETE");
    if ((events & TRUNCATE) != 0) names.add("TRUNCATE");
    return new Change.CreateTrigger(
        statement.text("trigname"),
        Names.relation(statement.get("relation")),
        statement.flag("replace"),
        statement.flag("isconstraint"),
        timing == BEFORE ? "BEFORE" : timing == INSTEAD ? "INSTEAD OF" : "AFTER",
        names,
        Names.strings(statement.list("columns")),
        statement.flag("row"),
        Names.ofList(statement.list("funcname")),
        Names.relationOrNull(statement.get("constrrel")));
  }

  static Change createRule(Node statement) {
    return new Change.CreateRule(
        statement.text("rulename"),
        Names.relation(statement.get("relation")),
        statement.flag("replace"));
  }

  static Change policy(Node statement, Source source, boolean create) {
    QualifiedName table = Names.relation(statement.get("table"));
    String name = statement.text("policy_name");
    Node using = statement.get("qual");
    Node check = statement.get("with_check");
    int after = Tables.afterName(statement.get("table"), source);
    String usingText =
        source.insideParentheses(source.find(after, source.end(), "using"), source.end());
    String checkText =
        source.insideParentheses(source.find(after, source.end(), "check"), source.end());
    return create
        ? new Change.CreatePolicy(
            name, table, Expressions.orNull(using, usingText), Expressions.orNull(check, checkText))
        : new Change.AlterPolicy(
            name,
            table,
            Expressions.orNull(using, usingText),
            Expressions.orNull(check, checkText));
  }
}
