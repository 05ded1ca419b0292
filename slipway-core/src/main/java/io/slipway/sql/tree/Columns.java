package io.slipway.sql.tree;

import io.slipway.sql.ColumnDef;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Column definitions. What follows the type ends where the next clause starts. */
final class Columns {
  private final Node column;
  private final Source source;
  private final int from;
  private final int to;

  private Columns(Node column, Source source) {
    this.column = column;
    this.source = source;
    this.from = source.tokenAt(column.location());
    this.to = source.endOfItem(from);
  }

  static ColumnDef of(Node column, Source source) {
    return new Columns(column, source).map();
  }

  /** {@code GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY}. */
  static boolean isAlways(Node constraint) {
    return constraint.text("generated_when").equals("a");
  }

  private ColumnDef map() {
    Node generated = clause("CONSTR_GENERATED");
    return new ColumnDef(
        column.text("colname"),
        Types.of(column.get("typeName")),
        clause("CONSTR_NOTNULL").isPresent(),
        defaultValue(),
        identity(clause("CONSTR_IDENTITY")),
        kind(generated),
        generatedAs(generated),
        collation(column.get("collClause")),
        constraints(),
        source.slice(from, to));
  }

  private Node clause(String type) {
    for (Node constraint : column.list("constraints")) {
      if (constraint.text("contype").equals(type)) return constraint;
    }
    return Node.ABSENT;
  }

  private @Nullable Expression defaultValue() {
    Node clause = clause("CONSTR_DEFAULT");
    if (clause.isAbsent()) return null;
    int end = endOf(clause);
    int word = source.find(source.tokenAt(clause.location()), end, "default");
    return Expressions.of(clause.get("raw_expr"), source.slice(word + 1, end));
  }

  private static Identity identity(Node clause) {
    if (clause.isAbsent()) return Identity.NONE;
    return isAlways(clause) ? Identity.ALWAYS : Identity.BY_DEFAULT;
  }

  private static Generated kind(Node clause) {
    if (clause.isAbsent()) return Generated.NONE;
    return clause.text("generated_kind").equals("v") ? Generated.VIRTUAL : Generated.STORED;
  }

  private @Nullable Expression generatedAs(Node clause) {
    if (clause.isAbsent()) return null;
    String sql = source.insideParentheses(source.tokenAt(clause.location()), to);
    return Expressions.of(clause.get("raw_expr"), sql);
  }

  static @Nullable String collation(Node clause) {
    return clause.isPresent() ? Names.ofList(clause.list("collname")).sql() : null;
  }

  private List<ConstraintDef> constraints() {
    List<ConstraintDef> constraints = new ArrayList<>();
    List<Node> nodes = column.list("constraints");
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (!Constraints.isConstraint(node)) continue;
      int next = i + 1;
      while (next < nodes.size() && isAttribute(nodes.get(next))) next++;
      int start = source.tokenAt(node.location());
      List<String> self = List.of(column.text("colname"));
      List<Node> attributes = nodes.subList(i + 1, next);
      constraints.add(Constraints.of(node, self, attributes, source, start, endOf(node)));
    }
    return constraints;
  }

  private static boolean isAttribute(Node constraint) {
    return constraint.text("contype").startsWith("CONSTR_ATTR_");
  }

  /** Where the next clause of the column starts; DEFERRABLE and its like belong to the clause. */
  private int endOf(Node clause) {
    int end = to;
    for (Node other : column.list("constraints")) {
      if (!isAttribute(other)) end = nearer(end, clause, other);
    }
    return nearer(end, clause, column.get("collClause"));
  }

  private int nearer(int end, Node clause, Node other) {
    if (other.location() <= clause.location()) return end;
    return Math.min(end, source.tokenAt(other.location()));
  }
}
