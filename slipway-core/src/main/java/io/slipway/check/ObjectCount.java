package io.slipway.check;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** As many tables, views, columns, indexes, constraints or enum values as there must be. */
record ObjectCount(String kind, String in, long expected, boolean atLeast, Severity severity)
    implements Check {
  static Check of(Options options) {
    String kind = options.required("kind");
    if (!QUERIES.containsKey(kind)) {
      throw options.value("kind", kind, "one of " + String.join(", ", QUERIES.keySet()));
    }
    var exact = options.number("expected");
    var least = options.number("at-least");
    if (exact.isPresent() == least.isPresent()) {
      throw options.wrong("CHECK-5", "needs expected or at-least", "Give one of the two.");
    }
    return new ObjectCount(
        kind,
        options.required("in"),
        exact.or(() -> least).orElseThrow().longValue(),
        least.isPresent(),
        options.severity());
  }

  @Override
  public String name() {
    return "object-count" + " " + kind + " in " + in;
  }

  /**
   * Of a schema: tables, views. Of a table: columns, indexes, constraints. Of an enum: its values.
   */
  private static final Map<String, String> QUERIES =
      new TreeMap<>(
          Map.of(
              "tables",
              "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(?)"
                  + " AND relkind IN ('r', 'p')",
              "views",
              "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(?)"
                  + " AND relkind IN ('v', 'm')",
              "columns",
              "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass(?)"
                  + " AND attnum > 0 AND NOT attisdropped",
              "indexes",
              "SELECT count(*) FROM pg_index WHERE indrelid = to_regclass(?)",
              "constraints",
              "SELECT count(*) FROM pg_constraint WHERE conrelid = to_regclass(?)"
                  + " AND contype <> 'n'",
              "enum-values",
              "SELECT count(*) FROM pg_enum WHERE enumtypid = to_regtype(?)"));

  @Override
  public Verdict look(Look at) {
    String query = Objects.requireNonNull(QUERIES.get(kind));
    long found = at.sql().one(query, row -> row.number(1), in);
    String limit = (atLeast ? "at least " : "") + expected;
    boolean holds = atLeast ? found >= expected : found == expected;
    return holds
        ? Verdict.pass("" + found, limit)
        : Verdict.fail("" + found, limit, "See whether the migration ran: slipway status");
  }
}
