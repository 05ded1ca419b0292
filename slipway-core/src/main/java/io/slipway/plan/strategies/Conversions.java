package io.slipway.plan.strategies;

import io.slipway.catalog.Column;
import io.slipway.catalog.Table;
import io.slipway.sql.Identifier;
import io.slipway.sql.SqlType;
import java.util.Map;
import java.util.Set;

/** Type conversions that succeed for every value. */
final class Conversions {
  private static final Map<String, Set<String>> TOTAL =
      Map.of(
          "int2", Set.of("int4", "int8", "numeric", "float4", "float8", "text"),
          "int4", Set.of("int8", "numeric", "float8", "text"),
          "int8", Set.of("numeric", "text"),
          "varchar", Set.of("text", "varchar"),
          "bpchar", Set.of("text", "varchar"),
          "bool", Set.of("text"),
          "uuid", Set.of("text"),
          "timestamp", Set.of("text", "timestamp"),
          "json", Set.of("text"),
          "jsonb", Set.of("json", "text"));

  /** Whatever is assigned to them is written as text; a cast would cut it to their length. */
  private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");

  private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");
  private static final Set<String> VARYING = Set.of("text", "varchar");

  private Conversions() {}

  /** The statement that gives a column the type it had, for values of the type it has now. */
  static String back(Table table, Column before, SqlType now) {
    String column = Identifier.quote(before.name());
    SqlType type = before.type();
    String collate =
        before.collation() == null ? "" : " COLLATE " + Definitions.collation(before.collation());
    boolean isAssigned =
        type.schema() == null && (TEXTS.contains(type.name()) || type.name().equals(now.name()));
    return "ALTER TABLE %s ALTER COLUMN %s TYPE %s%s%s"
        .formatted(
            table.name().sql(),
            column,
            type.sql(),
            collate,
            isAssigned ? "" : " USING " + column + "::" + type.sql());
  }

  static final String RECAST = "the values as they were: a cast computes them back";

  /** Whether a value that has been converted comes back as it was, where it comes back at all. */
  static boolean comesBack(SqlType from, SqlType to) {
    if (total(from, to)) return true;
    if (from.schema() != null || to.schema() != null) return false;
    if (from.arrayDimensions() + to.arrayDimensions() > 0) return false;
    if (INTEGERS.contains(from.name()) && INTEGERS.contains(to.name())) return true;
    if (VARYING.contains(from.name()) && VARYING.contains(to.name())) return true;
    if (!to.name().equals("numeric")) return false;
    if (to.modifiers().isEmpty() || INTEGERS.contains(from.name())) return true;
    return from.name().equals("numeric") && !from.modifiers().isEmpty() && scale(to) >= scale(from);
  }

  private static int scale(SqlType numeric) {
    return numeric.modifiers().size() < 2 ? 0 : numeric.modifiers().get(1);
  }

  static boolean total(SqlType from, SqlType to) {
    return from.schema() == null
        && to.schema() == null
        && from.arrayDimensions() == 0
        && to.arrayDimensions() == 0
        && to.modifiers().isEmpty()
        && TOTAL.getOrDefault(from.name(), Set.of()).contains(to.name());
  }
}
