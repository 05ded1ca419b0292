package io.slipway.check;

/** A table or view is there, or is gone. */
record TableExists(String table, boolean expected, Severity severity) implements Check {
  static Check of(Options options) {
    return new TableExists(
        options.required("table"), options.flag("exists", true), options.severity());
  }

  @Override
  public String name() {
    return "table-exists" + " " + table;
  }

  @Override
  public Verdict look(Look at) {
    boolean there = Relations.find(at.sql(), table).isPresent();
    String limit = expected ? "it is there" : "it is gone";
    if (there == expected) return Verdict.pass(limit, limit);
    return expected
        ? Verdict.fail(
            table + " is not there", limit, "See whether the migration ran: slipway status")
        : Verdict.fail(table + " is still there", limit, "See whether the clean-up ran.");
  }
}
