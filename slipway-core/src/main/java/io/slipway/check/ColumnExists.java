package io.slipway.check;

import java.util.Optional;

/** A column is there, of that type and nullability where they are given. */
record ColumnExists(
    String table,
    String column,
    Optional<String> type,
    Optional<String> nullable,
    Severity severity)
    implements Check {
  static Check of(Options options) {
    Optional<String> nullable =
        options.optional("nullable").map(it -> options.flag("nullable", true) ? "yes" : "no");
    return new ColumnExists(
        options.required("table"),
        options.required("column"),
        options.optional("type"),
        nullable,
        options.severity());
  }

  @Override
  public String name() {
    return "column-exists" + " " + table + "." + column;
  }

  @Override
  public Verdict look(Look at) {
    String limit = "type " + type.orElse("any") + ", nullable " + nullable.orElse("or not");
    return at.sql()
        .first(
            """
            SELECT format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'no' ELSE 'yes' END
              FROM pg_attribute
             WHERE attrelid = to_regclass(?) AND attname = ? AND attnum > 0 AND NOT attisdropped""",
            row -> verdict(row.text(1), row.text(2), limit),
            table,
            column)
        .orElseGet(() -> Verdict.fail("it is not there", limit, NEXT));
  }

  private Verdict verdict(String hasType, String isNullable, String limit) {
    String seen = "type " + hasType + ", nullable " + isNullable;
    boolean fits =
        type.map(hasType::equalsIgnoreCase).orElse(true)
            && nullable.map(isNullable::equals).orElse(true);
    return fits ? Verdict.pass(seen, limit) : Verdict.fail(seen, limit, NEXT);
  }

  private static final String NEXT = "See whether the migration ran: slipway status";
}
