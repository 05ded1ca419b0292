package io.slipway.plan.strategies;

import io.slipway.sql.SqlType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether two values are the same to the last bit. Equality is not enough: 1.0 = 1.00, citext 'A' =
 * 'a', and json has none.
 */
final class Sameness {
  private static final Set<String> EQUAL_IS_SAME =
      Set.of(
          "int2",
          "int4",
          "int8",
          "bool",
          "date",
          "timestamp",
          "timestamptz",
          "time",
          "uuid",
          "bytea",
          "oid",
          "text",
          "varchar",
          "inet",
          "cidr",
          "macaddr");

  private Sameness() {}

  static String differ(SqlType type, @Nullable String collation, String left, String right) {
    boolean plain =
        type.schema() == null
            && type.arrayDimensions() == 0
            && collation == null
            && EQUAL_IS_SAME.contains(type.name());
    return plain
        ? left + " IS DISTINCT FROM " + right
        : "ROW(" + left + ")::record OPERATOR(pg_catalog.*<>) ROW(" + right + ")::record";
  }
}
