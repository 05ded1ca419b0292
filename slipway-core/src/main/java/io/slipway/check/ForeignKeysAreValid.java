package io.slipway.check;

import java.util.Optional;

/** No constraint of a schema is left NOT VALID. */
record ForeignKeysAreValid(Optional<String> schema, Severity severity) implements Check {
  static Check of(Options options) {
    return new ForeignKeysAreValid(options.optional("schema"), options.severity());
  }

  @Override
  public String name() {
    return "foreign-keys-are-valid" + schema.map(it -> " in " + it).orElse("");
  }

  private static final String QUERY =
      """
      SELECT format('ALTER TABLE %s VALIDATE CONSTRAINT %I;', c.conrelid::regclass, c.conname)
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
       WHERE NOT c.convalidated AND c.contype IN ('f', 'c', 'n')
         AND (t.relnamespace = to_regnamespace(?) OR ? = '')
         AND t.relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')
       ORDER BY 1""";

  @Override
  public Verdict look(Look at) {
    String in = schema.orElse("");
    String[] both = {in.isEmpty() ? "public" : in, in};
    return Verdict.none(
        at.sql().query(QUERY, row -> row.text(1), both[0], both[1]),
        "constraints that are not validated",
        "none",
        "Run the statements, each in a transaction of its own.");
  }
}
