package io.slipway.sql.tree;

import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a piece of tree names, anywhere in it: one walk. */
final class Facts {
  private record Column(int location, String name) {}

  private final List<Column> columns = new ArrayList<>();
  private final Set<QualifiedName> functions = new LinkedHashSet<>();
  private final Set<QualifiedName> reads = new LinkedHashSet<>();
  private final Set<QualifiedName> writes = new LinkedHashSet<>();
  private final Set<String> literals = new LinkedHashSet<>();
  private boolean locksRows;

  static Facts of(Node node) {
    Facts facts = new Facts();
    facts.walk(node, Set.of());
    return facts;
  }

  /** In order of appearance in the text. */
  Set<String> columns() {
    columns.sort(Comparator.comparingInt(Column::location));
    Set<String> names = new LinkedHashSet<>();
    for (Column column : columns) names.add(column.name());
    return names;
  }

  List<QualifiedName> functions() {
    return List.copyOf(functions);
  }

  /** Relations in FROM, USING and their like; common table expressions are none. */
  List<QualifiedName> reads() {
    return List.copyOf(reads);
  }

  /** Targets of INSERT, UPDATE, DELETE and MERGE. */
  List<QualifiedName> writes() {
    return List.copyOf(writes);
  }

  List<String> literals() {
    return List.copyOf(literals);
  }

  boolean locksRows() {
    return locksRows;
  }

  /**
   * @param hidden names that mean a common table expression here
   */
  private void walk(Node node, Set<String> hidden) {
    if (node.is("LockingClause")) {
      locksRows = true; // FOR UPDATE OF names aliases
      return;
    }
    Set<String> inside = hidden;
    Node with = node.get("withClause");
    if (with.isPresent()) inside = walkWith(with, hidden);
    note(node, inside);
    Set<String> scope = inside;
    node.forEachChild(
        child -> {
          if (child != with) walk(child, scope);
        });
  }

  /** Each expression sees those before it, and itself only where the clause is recursive. */
  private Set<String> walkWith(Node with, Set<String> hidden) {
    Set<String> inside = new HashSet<>(hidden);
    List<Node> expressions = with.list("ctes");
    if (with.flag("recursive")) {
      for (Node expression : expressions) inside.add(expression.text("ctename"));
    }
    for (Node expression : expressions) {
      walk(expression.get("ctequery"), Set.copyOf(inside));
      inside.add(expression.text("ctename"));
    }
    return inside;
  }

  private void note(Node node, Set<String> hidden) {
    switch (node.kind()) {
      case "ColumnRef" -> noteColumn(node);
      case "FuncCall" -> functions.add(Names.builtIn(node.list("funcname")));
      case "CallStmt" -> functions.add(Names.builtIn(node.get("funccall").list("funcname")));
      case "SQLValueFunction" -> functions.add(QualifiedName.of(valueFunction(node)));
      case "A_Const" -> {
        if (node.has("sval")) literals.add(node.get("sval").text("sval"));
      }
      case "RangeVar" -> {
        QualifiedName name = Names.relation(node);
        if (name.schema() != null || !hidden.contains(name.name())) reads.add(name);
      }
      case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt" ->
          writes.add(Names.relation(node.get("relation")));
      default -> {}
    }
  }

  private void noteColumn(Node node) {
    List<Node> fields = node.list("fields");
    Node last = fields.getLast();
    if (last.is("String")) columns.add(new Column(node.location(), last.text("sval")));
  }

  /** {@code SVFOP_CURRENT_TIMESTAMP_N}: N has a precision. */
  private static String valueFunction(Node node) {
    String op = node.text("op").substring("SVFOP_".length()).toLowerCase(Locale.ROOT);
    return op.endsWith("_n") ? op.substring(0, op.length() - 2) : op;
  }
}
