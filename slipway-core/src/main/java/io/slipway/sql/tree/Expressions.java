package io.slipway.sql.tree;

import io.slipway.sql.Expression;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Expressions and the facts about them. */
final class Expressions {
  private Expressions() {}

  static Expression of(Node node, String sql) {
    Facts facts = Facts.of(node);
    Node constant = constant(node);
    return new Expression(
        sql,
        List.copyOf(facts.columns()),
        facts.functions(),
        facts.reads(),
        constant == null ? null : literal(constant),
        constant != null && constant.flag("isnull"),
        impliesNotNull(node));
  }

  static @Nullable Expression orNull(Node node, String sql) {
    return node.isPresent() ? of(node, sql) : null;
  }

  /** The constant an expression is, casts around it taken off; null where it is none. */
  static @Nullable Node constant(Node node) {
    Node inner = node;
    while (inner.is("TypeCast") || inner.is("CollateClause")) inner = inner.get("arg");
    return inner.is("A_Const") ? inner : null;
  }

  /** Its value as text; zero, false and the empty string are fields that are there but empty. */
  static @Nullable String literal(Node constant) {
    if (constant.has("ival")) return Integer.toString(constant.get("ival").number("ival"));
    if (constant.has("fval")) return constant.get("fval").text("fval");
    if (constant.has("boolval")) return Boolean.toString(constant.get("boolval").flag("boolval"));
    if (constant.has("sval")) return constant.get("sval").text("sval");
    return constant.has("bsval") ? constant.get("bsval").text("bsval") : null;
  }

  /**
   * What PostgreSQL itself can prove from a CHECK: IS NOT NULL under AND, and under OR where every
   * branch has it. A strict comparison proves nothing: a CHECK is also satisfied by NULL.
   */
  private static Set<String> impliesNotNull(Node node) {
    if (node.is("NullTest")) {
      return node.text("nulltesttype").equals("IS_NOT_NULL") ? column(node.get("arg")) : Set.of();
    }
    if (!node.is("BoolExpr")) return Set.of();
    List<Node> arguments = node.list("args");
    return switch (node.text("boolop")) {
      case "AND_EXPR" -> {
        Set<String> any = new HashSet<>();
        for (Node argument : arguments) any.addAll(impliesNotNull(argument));
        yield any;
      }
      case "OR_EXPR" -> {
        Set<String> all = new HashSet<>(impliesNotNull(arguments.getFirst()));
        for (Node argument : arguments) all.retainAll(impliesNotNull(argument));
        yield all;
      }
      default -> {
        Node negated = arguments.getFirst();
        boolean isNull = negated.is("NullTest") && negated.text("nulltesttype").equals("IS_NULL");
        yield isNull ? column(negated.get("arg")) : Set.of();
      }
    };
  }

  private static Set<String> column(Node node) {
    return node.is("ColumnRef") ? Facts.of(node).columns() : Set.of();
  }
}
