package io.slipway.sql.tree;

import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Statements that are the same for every kind of object: DROP, RENAME, COMMENT, GRANT … */
final class Objects {
  private Objects() {}

  static Change drop(Node statement) {
    ObjectKind kind = Kinds.of(statement.text("removeType"));
    List<QualifiedName> objects = new ArrayList<>();
    String member = null;
    for (Node object : statement.list("objects")) {
      List<String> parts = Names.parts(object);
      if (Kinds.isMember(kind)) {
        member = parts.getLast();
        objects.add(Names.ofParts(parts.subList(0, parts.size() - 1)));
      } else {
        objects.add(Names.object(object));
      }
    }
    return new Change.Drop(
        kind,
        objects,
        member,
        statement.flag("missing_ok"),
        statement.text("behavior").equals("DROP_CASCADE"),
        statement.flag("concurrent"));
  }

  static Change dropRole(Node statement) {
    List<QualifiedName> roles =
        statement.list("roles").stream().map(Names::role).map(QualifiedName::of).toList();
    return new Change.Drop(
        ObjectKind.ROLE, roles, null, statement.flag("missing_ok"), false, false);
  }

  static Change rename(Node statement) {
    ObjectKind kind = Kinds.of(statement.text("renameType"));
    Node relation = statement.get("relation");
    String old = statement.textOrNull("subname");
    boolean member = Kinds.isMember(kind);
    QualifiedName object =
        relation.isPresent()
            ? Names.relation(relation)
            : statement.get("object").isPresent()
                ? Names.object(statement.get("object"))
                : QualifiedName.of(old == null ? "" : old);
    return new Change.Rename(
        kind,
        addressedAs(statement, kind),
        object,
        member ? old : null,
        statement.text("newname"),
        statement.flag("missing_ok"));
  }

  /** Only columns and attributes say what kind of relation they were looked for in. */
  private static ObjectKind addressedAs(Node statement, ObjectKind kind) {
    return switch (kind) {
      case COLUMN, ATTRIBUTE -> Kinds.of(statement.text("relationType"));
      case CONSTRAINT -> ObjectKind.TABLE;
      case DOMAIN_CONSTRAINT -> ObjectKind.DOMAIN;
      default -> kind;
    };
  }

  static Change setSchema(Node statement) {
    return new Change.SetSchema(
        Kinds.of(statement.text("objectType")), subject(statement), statement.text("newschema"));
  }

  static Change setOwner(Node statement) {
    return new Change.SetOwner(
        Kinds.of(statement.text("objectType")),
        subject(statement),
        Names.role(statement.get("newowner")));
  }

  private static QualifiedName subject(Node statement) {
    Node relation = statement.get("relation");
    return relation.isPresent() ? Names.relation(relation) : Names.object(statement.get("object"));
  }

  static Change comment(Node statement) {
    ObjectKind kind = Kinds.of(statement.text("objtype"));
    Node object = statement.get("object");
    String text = statement.textOrNull("comment");
    if (!Kinds.isMember(kind)) return new Change.CommentOn(kind, Names.object(object), null, text);
    List<Node> parts = object.list("items");
    Node owner = parts.getFirst();
    QualifiedName table =
        owner.is("TypeName")
            ? Names.object(owner)
            : Names.ofList(parts.subList(0, parts.size() - 1));
    return new Change.CommentOn(kind, table, Names.string(parts.getLast()), text);
  }

  static Change grant(Node statement) {
    boolean allInSchema = statement.text("targtype").equals("ACL_TARGET_ALL_IN_SCHEMA");
    List<QualifiedName> objects = statement.list("objects").stream().map(Names::object).toList();
    return new Change.Grant(
        statement.flag("is_grant"),
        Kinds.of(statement.text("objtype")),
        allInSchema,
        objects,
        privileges(statement.list("privileges")),
        Names.strings(statement.list("grantees")));
  }

  private static List<String> privileges(List<Node> nodes) {
    if (nodes.isEmpty()) return List.of("ALL");
    return nodes.stream()
        .map(node -> node.has("priv_name") ? node.text("priv_name") : "all")
        .map(privilege -> privilege.toUpperCase(Locale.ROOT))
        .toList();
  }

  static Change grantRole(Node statement) {
    List<String> roles =
        statement.list("granted_roles").stream().map(role -> role.text("priv_name")).toList();
    return new Change.Grant(
        statement.flag("is_grant"),
        ObjectKind.ROLE,
        false,
        List.of(),
        roles,
        Names.strings(statement.list("grantee_roles")));
  }

  static Change createSchema(Node statement, Source source, StatementMapper mapper) {
    List<Change> elements =
        statement.list("schemaElts").stream().map(node -> mapper.map(node, source)).toList();
    return new Change.CreateSchema(schema(statement), statement.flag("if_not_exists"), elements);
  }

  /** Unnamed, it is named after its owner. */
  private static @Nullable String schema(Node statement) {
    if (statement.has("schemaname")) return statement.text("schemaname");
    Node owner = statement.get("authrole");
    return owner.has("rolename") ? owner.text("rolename") : null;
  }

  static Change publication(Node statement, boolean create) {
    List<QualifiedName> tables = new ArrayList<>();
    List<String> schemas = new ArrayList<>();
    for (Node object : statement.list("pubobjects")) {
      Node table = object.get("pubtable");
      if (table.isPresent()) tables.add(Names.relation(table.get("relation")));
      else if (object.has("name")) schemas.add(object.text("name"));
      else schemas.add("current_schema");
    }
    boolean options = tables.isEmpty() && schemas.isEmpty();
    return new Change.Publication(
        statement.text("pubname"),
        create,
        statement.flag("for_all_tables"),
        tables,
        schemas,
        create ? "CREATE" : options ? "OPTIONS" : action(statement.text("action")));
  }

  private static String action(String action) {
    return switch (action) {
      case "AP_AddObjects" -> "ADD";
      case "AP_DropObjects" -> "DROP";
      default -> "SET";
    };
  }
}
