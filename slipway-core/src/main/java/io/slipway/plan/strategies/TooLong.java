package io.slipway.plan.strategies;

import io.slipway.sql.SqlType;
import java.util.Optional;

/**
 * What ALTER COLUMN … TYPE refuses and an explicit cast does not: the statement assigns, so that a
 * value which is too long raises 22001 (22026 for {@code bit}), where {@code ::varchar(3)} cuts it
 * off without a word. Blanks at the end are cut off by both. Numbers and times are rounded by both.
 */
final class TooLong {
  private TooLong() {}

  /**
   * A condition on rows whose value the type cannot hold uncut; empty where an explicit cast is as
   * strict as the assignment.
   *
   * @param value in terms of the row's columns, without a cast to the type
   */
  static Optional<String> condition(SqlType type, String value) {
    if (type.schema() != null || type.modifiers().isEmpty()) return Optional.empty();
    boolean array = type.arrayDimensions() > 0;
    return tooLong(type, array ? "element" : "(" + value + ")")
        .map(it -> array ? anyElement(value, it) : it);
  }

  private static String anyElement(String value, String condition) {
    return "EXISTS (SELECT FROM pg_catalog.unnest("
        + value
        + ") AS element WHERE "
        + condition
        + ")";
  }

  private static Optional<String> tooLong(SqlType type, String value) {
    int length = type.modifiers().getFirst();
    return switch (type.name()) {
      case "varchar", "bpchar" ->
          Optional.of("pg_catalog.substr(%s::text, %d) ~ '[^ ]'".formatted(value, length + 1));
      case "bit" -> Optional.of("pg_catalog.length(" + value + ") <> " + length);
      case "varbit" -> Optional.of("pg_catalog.length(" + value + ") > " + length);
      default -> Optional.empty();
    };
  }
}
