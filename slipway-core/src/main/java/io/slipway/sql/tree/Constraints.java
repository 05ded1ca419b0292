package io.slipway.sql.tree;

import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Constraints, wherever they are written. */
final class Constraints {
  private Constraints() {}

  /**
   * Whether the node is a constraint of its own, and not a default, an identity or an attribute.
   */
  static boolean isConstraint(Node node) {
    return switch (node.text("contype")) {
      case "CONSTR_CHECK",
          "CONSTR_PRIMARY",
          "CONSTR_UNIQUE",
          "CONSTR_EXCLUSION",
          "CONSTR_FOREIGN" ->
          true;
      default -> false;
    };
  }

  /** A constraint of a table, from its first word to the comma or parenthesis that ends it. */
  static ConstraintDef ofTable(Node node, Source source) {
    int from = source.tokenAt(node.location());
    return of(node, keys(node), List.of(), source, from, source.endOfItem(from));
  }

  private static List<String> keys(Node node) {
    return Names.strings(node.list(node.has("fk_attrs") ? "fk_attrs" : "keys"));
  }

  /** A constraint of a domain. */
  static ConstraintDef ofDomain(Node node, List<Node> attributes, Source source, int from, int to) {
    return of(node, List.of(), attributes, source, from, to);
  }

  /**
   * @param columns empty for a CHECK of a table
   * @param attributes DEFERRABLE and its like, which stand beside a column's constraint in the tree
   */
  static ConstraintDef of(
      Node node, List<String> columns, List<Node> attributes, Source source, int from, int to) {
    Kind kind = kind(node.text("contype"));
    boolean notEnforced =
        (kind == Kind.CHECK || kind == Kind.FOREIGN_KEY) && !node.flag("is_enforced")
            || has(attributes, "CONSTR_ATTR_NOT_ENFORCED");
    boolean deferred = node.flag("initdeferred") || has(attributes, "CONSTR_ATTR_DEFERRED");
    return new ConstraintDef(
        kind,
        node.textOrNull("conname"),
        columns,
        check(node, source, from, to),
        Names.relationOrNull(node.get("pktable")),
        Names.strings(node.list("pk_attrs")),
        action(node.text("fk_del_action")),
        action(node.text("fk_upd_action")),
        deferred || node.flag("deferrable") || has(attributes, "CONSTR_ATTR_DEFERRABLE"),
        deferred,
        node.textOrNull("indexname"),
        node.flag("skip_validation") && !notEnforced,
        notEnforced,
        node.flag("nulls_not_distinct"),
        source.slice(from, to));
  }

  private static boolean has(List<Node> attributes, String type) {
    return attributes.stream().anyMatch(node -> node.text("contype").equals(type));
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "CONSTR_CHECK" -> Kind.CHECK;
      case "CONSTR_PRIMARY" -> Kind.PRIMARY_KEY;
      case "CONSTR_UNIQUE" -> Kind.UNIQUE;
      case "CONSTR_EXCLUSION" -> Kind.EXCLUDE;
      case "CONSTR_FOREIGN" -> Kind.FOREIGN_KEY;
      default -> Kind.NOT_NULL;
    };
  }

  private static @Nullable Expression check(Node node, Source source, int from, int to) {
    if (!node.text("contype").equals("CONSTR_CHECK")) return null;
    int check = source.find(from, to, "check");
    return Expressions.of(node.get("raw_expr"), source.insideParentheses(check, to));
  }

  private static String action(String letter) {
    return switch (letter) {
      case "r" -> "RESTRICT";
      case "c" -> "CASCADE";
      case "n" -> "SET NULL";
      case "d" -> "SET DEFAULT";
      default -> "NO ACTION";
    };
  }
}
