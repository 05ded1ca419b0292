package io.slipway.plan.strategies;

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

  private Conversions() {}

  static boolean total(SqlType from, SqlType to) {
    return from.schema() == null
        && to.schema() == null
        && from.arrayDimensions() == 0
        && to.arrayDimensions() == 0
        && to.modifiers().isEmpty()
        && TOTAL.getOrDefault(from.name(), Set.of()).contains(to.name());
  }
}
