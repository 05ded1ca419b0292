package io.slipway.sql.tree;

import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE and ALTER of enums, composites, ranges and domains. */
final class TypeChanges {
  private TypeChanges() {}

  static Change createEnum(Node statement) {
    List<String> labels = Names.strings(statement.list("vals"));
    return new Change.CreateType(
        Names.ofList(statement.list("typeName")), "ENUM", labels, List.of());
  }

  static Change createComposite(Node statement, Source source) {
    List<ColumnDef> attributes =
        statement.list("coldeflist").stream().map(node -> Columns.of(node, source)).toList();
    return new Change.CreateType(
        Names.relation(statement.get("typevar")), "COMPOSITE", List.of(), attributes);
  }

  static Change createRange(Node statement) {
    return new Change.CreateType(
        Names.ofList(statement.list("typeName")), "RANGE", List.of(), List.of());
  }

  /** A shell where nothing is defined yet. */
  static Change createBase(Node statement) {
    String form = statement.list("definition").isEmpty() ? "SHELL" : "BASE";
    return new Change.CreateType(
        Names.ofList(statement.list("defnames")), form, List.of(), List.of());
  }

  static Change alterEnum(Node statement) {
    return new Change.AlterEnum(
        Names.ofList(statement.list("typeName")),
        statement.textOrNull("oldVal"),
        statement.text("newVal"),
        statement.textOrNull("newValNeighbor"),
        statement.has("newValNeighbor") && statement.flag("newValIsAfter"),
        statement.flag("skipIfNewValExists"));
  }

  static Change createDomain(Node statement, Source source) {
    List<ConstraintDef> constraints = new ArrayList<>();
    boolean notNull = false;
    Expression defaultValue = null;
    List<Node> clauses = statement.list("constraints");
    for (int i = 0; i < clauses.size(); i++) {
      Node clause = clauses.get(i);
      int from = source.tokenAt(clause.location());
      int to =
          i + 1 < clauses.size()
              ? source.tokenAt(clauses.get(i + 1).location())
              : source.endOfItem(from);
      switch (clause.text("contype")) {
        case "CONSTR_NOTNULL" -> notNull = true;
        case "CONSTR_DEFAULT" -> defaultValue = defaultValue(clause, source, from, to);
        case "CONSTR_CHECK" ->
            constraints.add(Constraints.ofDomain(clause, List.of(), source, from, to));
        default -> {}
      }
    }
    return new Change.CreateDomain(
        Names.ofList(statement.list("domainname")),
        Types.of(statement.get("typeName")),
        notNull,
        defaultValue,
        constraints);
  }

  private static @Nullable Expression defaultValue(Node clause, Source source, int from, int to) {
    int word = source.find(from, to, "default");
    return Expressions.of(clause.get("raw_expr"), source.slice(word + 1, to));
  }

  static Change alterDomain(Node statement, Source source) {
    Node definition = statement.get("def");
    String action =
        switch (statement.text("subtype")) {
          case "T" -> definition.isPresent() ? "SET DEFAULT" : "DROP DEFAULT";
          case "N" -> "DROP NOT NULL";
          case "O" -> "SET NOT NULL";
          case "C" -> "ADD CONSTRAINT";
          case "X" -> "DROP CONSTRAINT";
          default -> "VALIDATE CONSTRAINT";
        };
    ConstraintDef constraint =
        definition.is("Constraint") ? Constraints.ofTable(definition, source) : null;
    return new Change.AlterDomain(
        Names.ofList(statement.list("typeName")),
        action,
        constraint,
        constraint == null ? statement.textOrNull("name") : constraint.name());
  }
}
