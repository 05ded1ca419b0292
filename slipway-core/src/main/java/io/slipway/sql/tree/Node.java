package io.slipway.sql.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of PostgreSQL's parse tree: a kind ({@code CreateStmt}) and named fields. A field that is
 * zero, false or empty is not there: reading it gives {@link #ABSENT}, an empty list, "" or false.
 */
final class Node {
  static final Node ABSENT = new Node("", new String[0], new Object[0]);

  private final String kind;
  private final String[] names;

  /** Node, {@code List<Node>}, String, Long or Boolean. */
  private final Object[] values;

  Node(String kind, String[] names, Object[] values) {
    this.kind = kind;
    this.names = names;
    this.values = values;
  }

  Node ofKind(String otherKind) {
    return new Node(otherKind, names, values);
  }

  /** Empty where the field's C type says what it is. */
  String kind() {
    return kind;
  }

  boolean is(String wanted) {
    return kind.equals(wanted);
  }

  boolean isAbsent() {
    return names.length == 0 && kind.isEmpty();
  }

  boolean isPresent() {
    return !isAbsent();
  }

  boolean has(String field) {
    return value(field) != null;
  }

  Node get(String field) {
    return value(field) instanceof Node node ? node : ABSENT;
  }

  /** A list field's nodes; the items of a nested list. */
  List<Node> list(String field) {
    Object value = value(field);
    if (value instanceof Node node && node.is("List")) return node.list("items");
    return value instanceof List<?> list ? nodes(list) : List.of();
  }

  private static List<Node> nodes(List<?> list) {
    List<Node> nodes = new ArrayList<>(list.size());
    for (Object item : list) {
      if (item instanceof Node node) nodes.add(node);
    }
    return nodes;
  }

  String text(String field) {
    return value(field) instanceof String text ? text : "";
  }

  @Nullable String textOrNull(String field) {
    return value(field) instanceof String text ? text : null;
  }

  int number(String field) {
    return value(field) instanceof Long number ? number.intValue() : 0;
  }

  boolean flag(String field) {
    return value(field) instanceof Boolean flag && flag;
  }

  /** Byte offset of where it stands; -1 where that is not known. 0 is only ever the first token. */
  int location() {
    return value("location") instanceof Long offset ? offset.intValue() : -1;
  }

  private @Nullable Object value(String field) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(field)) return values[i];
    }
    return null;
  }

  /** Its direct children, in the order of the tree's fields. */
  void forEachChild(Consumer<Node> action) {
    for (Object value : values) {
      if (value instanceof Node node) {
        action.accept(node);
      } else if (value instanceof List<?> list) {
        for (Node item : nodes(list)) action.accept(item);
      }
    }
  }

  /** The first byte offset of anything in it; {@code Integer.MAX_VALUE} where nothing is known. */
  int firstLocation() {
    int[] first = {location() < 0 ? Integer.MAX_VALUE : location()};
    forEachChild(child -> first[0] = Math.min(first[0], child.firstLocation()));
    return first[0];
  }

  @Override
  public String toString() {
    return kind + Arrays.toString(names);
  }
}
