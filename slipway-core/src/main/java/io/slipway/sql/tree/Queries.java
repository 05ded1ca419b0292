package io.slipway.sql.tree;

import io.slipway.sql.Change.Query;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements that read or change rows. */
final class Queries {
  /** Reserved words that end a WHERE condition or a SET list. */
  private static final Set<String> AFTER_WHERE =
      Set.of(
          "group",
          "having",
          "window",
          "order",
          "limit",
          "offset",
          "fetch",
          "for",
          "union",
          "intersect",
          "except",
          "returning",
          "on",
          "with",
          "create",
          "grant");

  private static final Set<String> AFTER_SET = Set.of("from", "where", "returning");

  private final Node statement;
  private final Source source;
  private final Facts facts;

  private Queries(Node statement, Source source) {
    this.statement = statement;
    this.source = source;
    this.facts = Facts.of(statement);
  }

  static Query of(Node statement, Source source) {
    return new Queries(statement, source).map();
  }

  private Query map() {
    QualifiedName target = target();
    Node select = statement.is("SelectStmt") ? statement : statement.get("selectStmt");
    int rows = statement.is("InsertStmt") ? select.list("valuesLists").size() : 0;
    List<String> setColumns = setColumns();
    return new Query(
        verb(),
        target,
        statement.get("relation").get("alias").textOrNull("aliasname"),
        alsoWrites(target),
        reads(target),
        where(),
        setColumns,
        assignments(),
        usesOtherTables(select, rows),
        statement.get("onConflictClause").isPresent(),
        rows,
        facts.locksRows(),
        statement.get("returningClause").isPresent(),
        select.get("limitCount").isPresent(),
        facts.functions(),
        facts.literals(),
        columnsNamed(setColumns),
        selectsStar(select),
        readsStdin());
  }

  private String verb() {
    return switch (statement.kind()) {
      case "InsertStmt" -> "INSERT";
      case "UpdateStmt" -> "UPDATE";
      case "DeleteStmt" -> "DELETE";
      case "MergeStmt" -> "MERGE";
      case "CopyStmt" -> "COPY";
      case "CallStmt" -> "CALL";
      default -> "SELECT";
    };
  }

  private @Nullable QualifiedName target() {
    boolean writes = !statement.is("CopyStmt") || statement.flag("is_from");
    return writes ? Names.relationOrNull(statement.get("relation")) : null;
  }

  private List<QualifiedName> alsoWrites(@Nullable QualifiedName target) {
    List<QualifiedName> writes = new ArrayList<>(facts.writes());
    if (target != null) writes.remove(target);
    return writes;
  }

  /** COPY TO names its table outside FROM. */
  private List<QualifiedName> reads(@Nullable QualifiedName target) {
    List<QualifiedName> reads = new ArrayList<>(facts.reads());
    if (statement.is("CopyStmt") && target == null && statement.has("relation")) {
      reads.add(Names.relation(statement.get("relation")));
    }
    return reads;
  }

  /** The condition of the outermost statement; of the SELECT where rows are inserted from one. */
  private @Nullable Expression where() {
    Node owner = statement.is("InsertStmt") ? statement.get("selectStmt") : statement;
    Node condition = owner.get("whereClause");
    if (condition.isAbsent()) return null;
    int first = condition.firstLocation();
    int inside = first == Integer.MAX_VALUE ? source.end() : source.tokenAt(first);
    int from = source.findBefore(inside, "where") + 1;
    return Expressions.of(condition, source.slice(from, source.endOfClause(from, AFTER_WHERE)));
  }

  private List<String> setColumns() {
    String field =
        switch (statement.kind()) {
          case "InsertStmt" -> "cols";
          case "UpdateStmt" -> "targetList";
          case "CopyStmt" -> "attlist";
          default -> "";
        };
    return Names.strings(statement.list(field));
  }

  private @Nullable String assignments() {
    if (!statement.is("UpdateStmt")) return null;
    Node first = statement.list("targetList").getFirst();
    int from = source.findBefore(source.tokenAt(first.location()), "set") + 1;
    return source.slice(from, source.endOfClause(from, AFTER_SET));
  }

  private boolean usesOtherTables(Node select, int rows) {
    return switch (statement.kind()) {
      case "InsertStmt" -> select.isPresent() && rows == 0;
      case "UpdateStmt" -> !statement.list("fromClause").isEmpty();
      case "DeleteStmt" -> !statement.list("usingClause").isEmpty();
      default -> statement.is("MergeStmt");
    };
  }

  private List<String> columnsNamed(List<String> setColumns) {
    Set<String> named = new LinkedHashSet<>(setColumns);
    named.addAll(facts.columns());
    return List.copyOf(named);
  }

  private static boolean selectsStar(Node select) {
    if (select.get("larg").isPresent()) {
      return selectsStar(select.get("larg")) || selectsStar(select.get("rarg"));
    }
    return select.list("targetList").stream().anyMatch(Queries::isStar);
  }

  private static boolean isStar(Node target) {
    List<Node> fields = target.get("val").list("fields");
    return !fields.isEmpty() && fields.getLast().is("A_Star");
  }

  private boolean readsStdin() {
    return statement.is("CopyStmt")
        && statement.flag("is_from")
        && !statement.flag("is_program")
        && !statement.has("filename");
  }
}
