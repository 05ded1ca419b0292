package io.slipway.sql.tree;

import io.slipway.sql.Change;
import io.slipway.sql.Expression;
import io.slipway.sql.IndexElement;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Indexes, statistics, and the upkeep of tables. */
final class Indexes {
  private Indexes() {}

  static Change create(Node statement, Source source) {
    Node relation = statement.get("relation");
    int open = Tables.afterName(relation, source);
    while (open < source.end() && !source.isPunctuation(open, '(')) open++;
    return new Change.CreateIndex(
        statement.textOrNull("idxname"),
        Names.relation(relation),
        !relation.flag("inh"),
        statement.flag("unique"),
        statement.flag("concurrent"),
        statement.flag("if_not_exists"),
        statement.flag("nulls_not_distinct"),
        statement.text("accessMethod"),
        elements(statement.list("indexParams"), source, open + 1),
        Names.strings(statement.list("indexIncludingParams")),
        predicate(statement.get("whereClause"), source, source.closing(open)));
  }

  private static List<IndexElement> elements(List<Node> nodes, Source source, int first) {
    List<IndexElement> elements = new ArrayList<>();
    int from = first;
    for (Node node : nodes) {
      int to = source.endOfItem(from);
      elements.add(element(node, expressionText(source, from, to)));
      from = to + 1;
    }
    return elements;
  }

  private static IndexElement element(Node node, String expressionText) {
    return new IndexElement(
        node.textOrNull("name"),
        Expressions.orNull(node.get("expr"), expressionText),
        name(node.list("opclass")),
        name(node.list("collation")),
        node.text("ordering").equals("SORTBY_DESC"));
  }

  /** {@code (a || b) DESC}: what the parentheses enclose; {@code lower(a) DESC}: the call. */
  private static String expressionText(Source source, int from, int to) {
    if (source.isPunctuation(from, '(')) return source.insideParentheses(from, to);
    int open = from;
    while (open < to && !source.isPunctuation(open, '(')) open++;
    return source.slice(from, Math.min(source.closing(open) + 1, to));
  }

  private static @Nullable String name(List<Node> parts) {
    return parts.isEmpty() ? null : Names.builtIn(parts).sql();
  }

  private static @Nullable Expression predicate(Node condition, Source source, int after) {
    if (condition.isAbsent()) return null;
    int from = source.endOfClause(after + 1, Set.of("where")) + 1;
    return Expressions.of(
        condition, source.slice(from, source.endOfClause(from, Set.of("create", "grant"))));
  }

  static Change reindex(Node statement) {
    Node relation = statement.get("relation");
    String name = statement.textOrNull("name");
    QualifiedName object =
        relation.isPresent()
            ? Names.relation(relation)
            : name == null ? null : QualifiedName.of(name);
    return new Change.Reindex(
        statement.text("kind").substring("REINDEX_OBJECT_".length()),
        object,
        option(statement.list("params"), "concurrently"));
  }

  /** An option without a value, or with one that means true. */
  private static boolean option(List<Node> options, String name) {
    for (Node option : options) {
      if (option.text("defname").equals(name)) return isTrue(option.get("arg"));
    }
    return false;
  }

  private static boolean isTrue(Node value) {
    return switch (value.kind()) {
      case "Boolean" -> value.flag("boolval");
      case "Integer" -> value.number("ival") != 0;
      case "String" -> !Set.of("false", "off", "no", "0").contains(value.text("sval"));
      default -> true;
    };
  }

  static Change vacuum(Node statement) {
    List<Node> options = statement.list("options");
    boolean vacuum = statement.flag("is_vacuumcmd");
    List<QualifiedName> tables =
        statement.list("rels").stream().map(rel -> Names.relation(rel.get("relation"))).toList();
    return new Change.Vacuum(
        vacuum, option(options, "full"), !vacuum || option(options, "analyze"), tables);
  }

  static Change cluster(Node statement) {
    return new Change.Cluster(
        Names.relationOrNull(statement.get("relation")), statement.textOrNull("indexname"));
  }

  static Change createStatistics(Node statement) {
    List<Node> names = statement.list("defnames");
    List<QualifiedName> tables =
        statement.list("relations").stream()
            .filter(node -> node.is("RangeVar"))
            .map(Names::relation)
            .toList();
    return new Change.CreateStatistics(
        names.isEmpty() ? null : Names.ofList(names), tables, statement.flag("if_not_exists"));
  }

  static Change createSequence(Node statement) {
    Node sequence = statement.get("sequence");
    List<String> owner = ownedBy(statement);
    return new Change.CreateSequence(
        Names.relation(sequence),
        statement.flag("if_not_exists"),
        Tables.isTemporary(sequence),
        ownerTable(owner),
        ownerColumn(owner));
  }

  static Change alterSequence(Node statement) {
    List<String> owner = ownedBy(statement);
    return new Change.AlterSequence(
        Names.relation(statement.get("sequence")),
        statement.flag("missing_ok"),
        ownerTable(owner),
        ownerColumn(owner));
  }

  /** {@code [schema.]table.column}; empty where it is not said, or said to be NONE. */
  private static List<String> ownedBy(Node statement) {
    for (Node option : statement.list("options")) {
      if (!option.text("defname").equals("owned_by")) continue;
      List<String> parts = Names.strings(option.list("arg"));
      return parts.size() > 1 ? parts : List.of();
    }
    return List.of();
  }

  private static @Nullable QualifiedName ownerTable(List<String> owner) {
    return owner.isEmpty() ? null : Names.ofParts(owner.subList(0, owner.size() - 1));
  }

  private static @Nullable String ownerColumn(List<String> owner) {
    return owner.isEmpty() ? null : owner.getLast();
  }
}
