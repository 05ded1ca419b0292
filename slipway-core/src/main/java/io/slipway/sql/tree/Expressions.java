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
        impliesNotNull(node, false));
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
   * branch has it, NOT pushed inwards. A strict comparison proves nothing: a CHECK is also
   * satisfied by NULL.
   */
  private static Set<String> impliesNotNull(Node node, boolean negated) {
    if (node.is("NullTest")) return testedNotNull(node, negated);
    if (!node.is("BoolExpr")) return Set.of();
    List<Node> arguments = node.list("args");
    String operator = node.text("boolop");
    if (operator.equals("NOT_EXPR")) return impliesNotNull(arguments.getFirst(), !negated);
    boolean everyBranch = operator.equals("AND_EXPR") == negated;
    Set<String> implied = new HashSet<>(impliesNotNull(arguments.getFirst(), negated));
    for (Node argument : arguments) {
      Set<String> branch = impliesNotNull(argument, negated);
      if (everyBranch) implied.retainAll(branch);
      else implied.addAll(branch);
    }
    return implied;
  }

  /** A row is not null where all of its columns are; that it is not "null" says less. */
  private static Set<String> testedNotNull(Node test, boolean negated) {
    Node argument = test.get("arg");
    boolean isNotNull = test.text("nulltesttype").equals("IS_NOT_NULL");
    if (isNotNull == negated) return Set.of();
    if (argument.is("ColumnRef")) return Facts.of(argument).columns();
    Set<String> columns = new HashSet<>();
    if (isNotNull && argument.is("RowExpr")) {
      for (Node item : argument.list("args")) {
        if (item.is("ColumnRef")) columns.addAll(Facts.of(item).columns());
      }
    }
    return columns;
  }
}
