package io.slipway.sql.tree;

import io.slipway.postgres.LockMode;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements about whole tables. */
final class Tables {
  /** {@code TableLikeOption} of the grammar, bit 0 first. */
  private static final List<String> LIKE_OPTIONS =
      List.of(
          "COMMENTS",
          "COMPRESSION",
          "CONSTRAINTS",
          "DEFAULTS",
          "GENERATED",
          "IDENTITY",
          "INDEXES",
          "STATISTICS",
          "STORAGE");

  private static final List<LockMode> LOCK_MODES = List.of(LockMode.values());

  private Tables() {}

  static Change create(Node statement, Source source, boolean foreign) {
    Node relation = statement.get("relation");
    List<ColumnDef> columns = new ArrayList<>();
    List<ConstraintDef> constraints = new ArrayList<>();
    List<Change.Like> likes = new ArrayList<>();
    for (Node element : statement.list("tableElts")) {
      switch (element.kind()) {
        case "ColumnDef" -> columns.add(Columns.of(element, source));
        case "Constraint" -> constraints.add(Constraints.ofTable(element, source));
        case "TableLikeClause" -> likes.add(like(element));
        default -> {}
      }
    }
    Node bound = statement.get("partbound");
    List<QualifiedName> parents = Names.relations(statement.list("inhRelations"));
    boolean partition = bound.isPresent();
    return new Change.CreateTable(
        Names.relation(relation),
        isTemporary(relation),
        relation.text("relpersistence").equals("u"),
        foreign,
        statement.flag("if_not_exists"),
        columns,
        constraints,
        partition ? List.of() : parents,
        likes,
        ofType(statement.get("ofTypename")),
        partition ? parents.getFirst() : null,
        partition ? bound(bound, source) : null,
        bound.flag("is_default"),
        partitionBy(statement.get("partspec"), source));
  }

  static boolean isTemporary(Node relation) {
    return relation.text("relpersistence").equals("t");
  }

  private static Change.Like like(Node clause) {
    Set<String> including = new LinkedHashSet<>();
    int options = clause.number("options");
    for (int i = 0; i < LIKE_OPTIONS.size(); i++) {
      if ((options & 1 << i) != 0) including.add(LIKE_OPTIONS.get(i));
    }
    return new Change.Like(Names.relation(clause.get("relation")), including);
  }

  private static @Nullable QualifiedName ofType(Node typeName) {
    return typeName.isPresent() ? Names.builtIn(typeName.list("names")) : null;
  }

  /** The tree points at what follows FOR VALUES, or at DEFAULT. */
  private static String bound(Node bound, Source source) {
    int at = source.tokenAt(bound.location());
    if (bound.flag("is_default")) return source.slice(at, at + 1);
    int start = source.findBefore(at, "for");
    return source.slice(
        start,
        source.endOfClause(
            start + 2,
            Set.of("partition", "using", "with", "on", "tablespace", "server", "options")));
  }

  private static @Nullable String partitionBy(Node specification, Source source) {
    if (specification.isAbsent()) return null;
    int by = source.find(source.tokenAt(specification.location()), source.end(), "by");
    int open = by + 2;
    return source.slice(by + 1, source.closing(open) + 1);
  }

  static Change createAs(Node statement, Source source) {
    Node into = statement.get("into");
    Node relation = into.get("rel");
    return new Change.CreateTableAs(
        Names.relation(relation),
        statement.text("objtype").equals("OBJECT_MATVIEW"),
        isTemporary(relation),
        statement.flag("if_not_exists"),
        !into.flag("skipData"),
        Queries.of(statement.get("query"), source));
  }

  static Change selectInto(Node select, Source source) {
    Node relation = select.get("intoClause").get("rel");
    return new Change.CreateTableAs(
        Names.relation(relation),
        false,
        isTemporary(relation),
        false,
        true,
        Queries.of(select, source));
  }

  /** The commands stand after the table's name, separated by commas outside parentheses. */
  static Change alter(Node statement, Source source) {
    Node relation = statement.get("relation");
    List<TableAction> actions = new ArrayList<>();
    List<String> written = new ArrayList<>();
    int from = afterName(relation, source);
    for (Node command : statement.list("cmds")) {
      int to = source.endOfItem(from);
      actions.add(
          isAttribute(statement, command)
              ? attribute(command)
              : TableActions.of(command, source, from, to));
      written.add(source.slice(from, to));
      from = to + 1;
    }
    return new Change.AlterTable(
        Kinds.of(statement.text("objtype")),
        Names.relation(relation),
        statement.flag("missing_ok"),
        !relation.flag("inh") && !statement.text("objtype").equals("OBJECT_TYPE"),
        actions,
        written);
  }

  /** The first token after a relation's name, and after ONLY's parentheses or a star. */
  static int afterName(Node relation, Source source) {
    int token = source.tokenAt(relation.location()) + 1;
    while (source.isPunctuation(token, '.')) token += 2;
    if (source.isPunctuation(token, ')')) token++; // ONLY (name)
    boolean star = token < source.end() && source.slice(token, token + 1).equals("*");
    return star ? token + 1 : token;
  }

  private static boolean isAttribute(Node statement, Node command) {
    return statement.text("objtype").equals("OBJECT_TYPE")
        && command.text("subtype").matches("AT_(AddColumn|DropColumn|AlterColumnType)");
  }

  private static TableAction attribute(Node command) {
    String name = command.has("name") ? command.text("name") : command.get("def").text("colname");
    return new TableAction.ChangeAttribute(name, command.text("behavior").equals("DROP_CASCADE"));
  }

  static Change moveAll(Node statement) {
    return new Change.MoveAllInTablespace(
        Kinds.of(statement.text("objtype")),
        statement.text("orig_tablespacename"),
        statement.text("new_tablespacename"));
  }

  static Change truncate(Node statement) {
    return new Change.Truncate(
        Names.relations(statement.list("relations")),
        statement.text("behavior").equals("DROP_CASCADE"),
        statement.flag("restart_seqs"));
  }

  /** Lock modes are numbered from 1, weakest first. */
  static Change lock(Node statement) {
    return new Change.LockTable(
        Names.relations(statement.list("relations")),
        LOCK_MODES.get(statement.number("mode") - 1),
        statement.flag("nowait"));
  }

  static Change createView(Node statement, Source source) {
    Node view = statement.get("view");
    return new Change.CreateView(
        Names.relation(view),
        statement.flag("replace"),
        isTemporary(view),
        Queries.of(statement.get("query"), source),
        source.isWord(1, "SCHEMA") ? "" : source.slice(0, source.end()));
  }

  static Change refresh(Node statement) {
    return new Change.RefreshMaterializedView(
        Names.relation(statement.get("relation")),
        statement.flag("concurrent"),
        !statement.flag("skipData"));
  }
}
