package io.slipway.check;

/**
 * Under row-level security a backfill skips, and a validation misses, the rows that policies hide.
 */
record RoleSeesAllRows() implements Check {
  @Override
  public String name() {
    return "role-sees-all-rows";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  private static final String QUERY =
      """
      SELECT c.oid::regclass::text FROM pg_class c
       WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND row_security_active(c.oid)
         AND c.relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')
       ORDER BY 1""";

  @Override
  public Verdict look(Look at) {
    return Verdict.none(
        at.sql().query(QUERY, row -> row.text(1)),
        "tables whose policies apply to this role",
        "none",
        "Connect as a role with BYPASSRLS, or as the owner of tables without FORCE ROW LEVEL"
            + " SECURITY.");
  }
}
