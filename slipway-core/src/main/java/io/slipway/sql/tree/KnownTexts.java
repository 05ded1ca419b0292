package io.slipway.sql.tree;

import io.slipway.sql.Identifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts a PL/pgSQL function builds that are known without running it: constants, variables set
 * once, {@code ||}, {@code format}, {@code quote_ident}, {@code quote_literal}, {@code concat}.
 */
final class KnownTexts {
  private final StatementReader reader;
  private final Map<String, Node> expressions = new HashMap<>();
  private final Map<String, Integer> timesSet = new HashMap<>();

  /** Variables being worked out: one that depends on itself is not known. */
  private final Set<String> open = new HashSet<>();

  KnownTexts(Node function, StatementReader reader) {
    this.reader = reader;
    List<Node> variables = function.list("datums");
    for (Node variable : variables) {
      Node value = variable.get("default_val");
      if (value.isPresent()) set(variable.text("refname"), value);
    }
    collect(function.get("action"), variables);
  }

  private void set(String variable, Node value) {
    expressions.put(variable, value);
    timesSet.merge(variable, 1, Integer::sum);
  }

  /** Every statement that sets a variable: assignments, INTO, loops, GET DIAGNOSTICS. */
  private void collect(Node node, List<Node> variables) {
    if (node.is("PLpgSQL_stmt_assign")) {
      int number = node.number("varno");
      if (number < variables.size()) set(variables.get(number).text("refname"), node.get("expr"));
    } else if (node.is("PLpgSQL_row")) {
      for (Node field : node.list("fields")) set(field.text("name"), Node.ABSENT);
    } else if (node.has("varno") || node.has("target")) {
      int number = node.number(node.has("varno") ? "varno" : "target");
      if (number < variables.size()) set(variables.get(number).text("refname"), Node.ABSENT);
    }
    if (node.is("PLpgSQL_var") || node.is("PLpgSQL_rec")) set(node.text("refname"), Node.ABSENT);
    node.forEachChild(child -> collect(child, variables));
  }

  /** The value of a PL/pgSQL expression; null where it is only known at run time. */
  @Nullable String of(Node expression) {
    return reader.selected("SELECT " + valueOf(expression)).map(this::evaluate).orElse(null);
  }

  /** The right-hand side, where it is an assignment: {@code y := a + b}. */
  static String valueOf(Node expression) {
    String query = expression.text("query");
    if (expression.number("parseMode") < 3) return query;
    int assign = query.indexOf('=');
    return query.substring(assign + 1);
  }

  private @Nullable String evaluate(Node node) {
    Node constant = Expressions.constant(node);
    if (constant != null) return Expressions.literal(constant);
    return switch (node.kind()) {
      case "TypeCast" -> evaluate(node.get("arg"));
      case "ColumnRef" -> variable(Names.strings(node.list("fields")));
      case "A_Expr" -> concatenation(node);
      case "FuncCall" -> call(Names.builtIn(node.list("funcname")).name(), node.list("args"));
      default -> null;
    };
  }

  private @Nullable String variable(List<String> path) {
    String name = path.getLast();
    Node expression = expressions.getOrDefault(name, Node.ABSENT);
    boolean setOnce = expression.isPresent() && timesSet.getOrDefault(name, 0) == 1;
    if (path.size() != 1 || !setOnce || !open.add(name)) return null;
    try {
      return of(expression);
    } finally {
      open.remove(name);
    }
  }

  private @Nullable String concatenation(Node node) {
    boolean concatenates =
        node.text("kind").equals("AEXPR_OP") && Names.strings(node.list("name")).contains("||");
    if (!concatenates) return null;
    String left = evaluate(node.get("lexpr"));
    String right = left == null ? null : evaluate(node.get("rexpr"));
    return right == null ? null : left + right;
  }

  private @Nullable String call(String function, List<Node> arguments) {
    List<String> values = new ArrayList<>();
    for (Node argument : arguments) {
      String value = evaluate(argument);
      if (value == null) return null;
      values.add(value);
    }
    if (values.isEmpty()) return null;
    return switch (function) {
      case "format" -> format(values.getFirst(), values.subList(1, values.size()));
      case "quote_ident" -> Identifier.quote(values.getFirst());
      case "quote_literal" -> Identifier.literal(values.getFirst());
      case "concat" -> String.join("", values);
      default -> null;
    };
  }

  /** PostgreSQL's {@code format}: {@code %s %I %L %%} and {@code %2$I}; widths are not read. */
  private static @Nullable String format(String template, List<String> arguments) {
    StringBuilder result = new StringBuilder();
    int next = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '%') {
        result.append(c);
        continue;
      }
      if (template.startsWith("%", i + 1)) {
        result.append('%');
        i++;
        continue;
      }
      int end = i + 1;
      while (end < template.length() && Character.isDigit(template.charAt(end))) end++;
      if (end > i + 1) {
        if (!template.startsWith("$", end) || end - i > 4) return null;
        next = Integer.parseInt(template.substring(i + 1, end)) - 1;
        end++;
      }
      if (end >= template.length() || next < 0 || next >= arguments.size()) return null;
      String value = converted(template.charAt(end), arguments.get(next++));
      if (value == null) return null;
      result.append(value);
      i = end;
    }
    return result.toString();
  }

  private static @Nullable String converted(char conversion, String value) {
    return switch (conversion) {
      case 's' -> value;
      case 'I' -> Identifier.quote(value);
      case 'L' -> Identifier.literal(value);
      default -> null;
    };
  }
}
