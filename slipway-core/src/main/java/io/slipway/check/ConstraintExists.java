package io.slipway.check;

import io.slipway.sql.Identifier;

/** A constraint is there and validated. */
record ConstraintExists(String table, String constraint, Severity severity) implements Check {
  static Check of(Options options) {
    return new ConstraintExists(
        options.required("table"), options.required("constraint"), options.severity());
  }

  @Override
  public String name() {
    return "constraint-exists" + " " + table + "." + constraint;
  }

  @Override
  public Verdict look(Look at) {
    String limit = "there and validated";
    return at.sql()
        .first(
            """
            SELECT convalidated FROM pg_constraint
             WHERE conrelid = to_regclass(?) AND conname = ?""",
            row ->
                row.flag(1)
                    ? Verdict.pass(limit, limit)
                    : Verdict.fail("it is NOT VALID", limit, fix()),
            table,
            constraint)
        .orElseGet(() -> Verdict.fail("it is not there", limit, "See: slipway status"));
  }

  private String fix() {
    return "ALTER TABLE " + table + " VALIDATE CONSTRAINT " + Identifier.quote(constraint) + ";";
  }
}
