package io.slipway.check;

/** An index is there and valid. */
record IndexExists(String index, Severity severity) implements Check {
  static Check of(Options options) {
    return new IndexExists(options.required("index"), options.severity());
  }

  @Override
  public String name() {
    return "index-exists" + " " + index;
  }

  @Override
  public Verdict look(Look at) {
    String limit = "there and valid";
    return at.sql()
        .first(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(?)",
            row ->
                row.flag(1)
                    ? Verdict.pass(limit, limit)
                    : Verdict.fail(
                        "it is INVALID", limit, "REINDEX INDEX CONCURRENTLY " + index + ";"),
            index)
        .orElseGet(() -> Verdict.fail("it is not there", limit, "CREATE INDEX CONCURRENTLY it."));
  }
}
