package io.slipway.sql.tree;

import io.slipway.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names as the tree spells them. */
final class Names {
  private Names() {}

  static QualifiedName relation(Node rangeVar) {
    return QualifiedName.of(rangeVar.textOrNull("schemaname"), rangeVar.text("relname"));
  }

  static @Nullable QualifiedName relationOrNull(Node rangeVar) {
    return rangeVar.isPresent() ? relation(rangeVar) : null;
  }

  static List<QualifiedName> relations(List<Node> rangeVars) {
    return rangeVars.stream().map(Names::relation).toList();
  }

  /** The values of {@code String} nodes, and names of anything else that has one. */
  static List<String> strings(List<Node> nodes) {
    return nodes.stream().map(Names::string).toList();
  }

  static String string(Node node) {
    if (node.is("String")) return node.text("sval");
    if (node.is("RoleSpec")) return role(node);
    return node.has("name") ? node.text("name") : node.text("rolename");
  }

  static String role(Node role) {
    return switch (role.text("roletype")) {
      case "ROLESPEC_PUBLIC" -> "public";
      case "ROLESPEC_CURRENT_ROLE" -> "current_role";
      case "ROLESPEC_CURRENT_USER" -> "current_user";
      case "ROLESPEC_SESSION_USER" -> "session_user";
      default -> role.text("rolename");
    };
  }

  /** {@code [database.][schema.]name}. */
  static QualifiedName ofParts(List<String> parts) {
    int last = parts.size() - 1;
    if (last < 0) return QualifiedName.of("");
    return QualifiedName.of(last > 0 ? parts.get(last - 1) : null, parts.get(last));
  }

  static QualifiedName ofList(List<Node> parts) {
    return ofParts(strings(parts));
  }

  /** A function or operator, or a type; {@code pg_catalog} is left out, as everywhere. */
  static QualifiedName builtIn(List<Node> parts) {
    QualifiedName name = ofList(parts);
    return "pg_catalog".equals(name.schema()) ? name.in(null) : name;
  }

  /** An object in any of the shapes DROP, COMMENT and their like give it. */
  static QualifiedName object(Node object) {
    return switch (object.kind()) {
      case "List" -> ofItems(object.list("items"));
      case "ObjectWithArgs" -> ofList(object.list("objname"));
      case "TypeName" -> builtIn(object.list("names"));
      case "RangeVar" -> relation(object);
      default -> QualifiedName.of(string(object));
    };
  }

  /** A cast is named by its two types. */
  private static QualifiedName ofItems(List<Node> items) {
    if (!items.getFirst().is("TypeName")) return ofList(items);
    List<String> types = items.stream().map(type -> Types.of(type).sql()).toList();
    return QualifiedName.of(String.join(" as ", types));
  }

  /** A trigger, rule, policy, column or constraint: its table is all but the last part. */
  static List<String> parts(Node object) {
    return object.is("List") ? strings(object.list("items")) : List.of(string(object));
  }
}
