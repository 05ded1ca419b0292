package io.slipway.sql.tree;

import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types: the grammar already turns {@code integer} into {@code pg_catalog.int4}. */
final class Types {
  /** {@code interval} encodes its fields as a bit mask in its first modifier. */
  private static final int YEAR = 1 << 2;

  private static final int MONTH = 1 << 1;
  private static final int DAY = 1 << 3;
  private static final int HOUR = 1 << 10;
  private static final int MINUTE = 1 << 11;
  private static final int SECOND = 1 << 12;
  private static final int FULL_RANGE = 0x7fff;

  private Types() {}

  /** A column of a typed table has none of its own: its name is empty. */
  static SqlType of(Node typeName) {
    if (typeName.isAbsent()) return new SqlType(null, "", List.of(), 0, "");
    QualifiedName name = Names.builtIn(typeName.list("names"));
    List<Node> modifiers = typeName.list("typmods");
    int dimensions = typeName.list("arrayBounds").size();
    boolean builtIn = isBuiltIn(typeName);
    String sql =
        (typeName.flag("setof") ? "setof " : "")
            + (builtIn ? builtInName(name.name()) : name.sql())
            + (typeName.flag("pct_type") ? "%TYPE" : "")
            + (builtIn && name.name().equals("interval")
                ? intervalFields(modifiers)
                : parenthesised(modifiers))
            + "[]".repeat(dimensions);
    List<Integer> numbers = new ArrayList<>();
    for (Node modifier : modifiers) {
      Integer number = number(modifier);
      if (number != null) numbers.add(number);
    }
    return new SqlType(name.schema(), name.name(), numbers, dimensions, sql);
  }

  static @Nullable SqlType orNull(Node typeName) {
    return typeName.isPresent() ? of(typeName) : null;
  }

  private static boolean isBuiltIn(Node typeName) {
    List<Node> names = typeName.list("names");
    return names.size() == 2 && names.getFirst().text("sval").equals("pg_catalog");
  }

  /** The one-byte type is only reached by its quoted name. */
  private static String builtInName(String name) {
    return name.equals("char") ? "\"char\"" : name;
  }

  private static String parenthesised(List<Node> modifiers) {
    if (modifiers.isEmpty()) return "";
    return modifiers.stream().map(Types::modifier).collect(Collectors.joining(",", "(", ")"));
  }

  private static String modifier(Node modifier) {
    Integer number = number(modifier);
    if (number != null) return number.toString();
    if (modifier.is("ColumnRef")) {
      return Identifier.quote(Names.ofList(modifier.list("fields")).name());
    }
    return Identifier.literal(modifier.get("sval").text("sval"));
  }

  private static @Nullable Integer number(Node modifier) {
    return modifier.is("A_Const") && modifier.has("ival")
        ? modifier.get("ival").number("ival")
        : null;
  }

  private static String intervalFields(List<Node> modifiers) {
    Integer mask = modifiers.isEmpty() ? null : number(modifiers.getFirst());
    String precision =
        parenthesised(modifiers.subList(Math.min(1, modifiers.size()), modifiers.size()));
    if (mask == null || mask == FULL_RANGE) return precision;
    return " " + fields(mask) + precision;
  }

  private static String fields(int mask) {
    List<String> fields = new ArrayList<>();
    if ((mask & YEAR) != 0) fields.add("year");
    if ((mask & MONTH) != 0) fields.add("month");
    if ((mask & DAY) != 0) fields.add("day");
    if ((mask & HOUR) != 0) fields.add("hour");
    if ((mask & MINUTE) != 0) fields.add("minute");
    if ((mask & SECOND) != 0) fields.add("second");
    String first = fields.getFirst();
    return fields.size() == 1 ? first : first + " to " + fields.getLast();
  }
}
