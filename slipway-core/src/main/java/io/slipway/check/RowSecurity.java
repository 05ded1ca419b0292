package io.slipway.check;

import java.util.List;

/** Row-level security is on for a table, with these policies at least. */
record RowSecurity(String table, List<String> policies, boolean forced, Severity severity)
    implements Check {
  static Check of(Options options) {
    return new RowSecurity(
        options.required("table"),
        options.list("policies"),
        options.flag("forced", false),
        options.severity());
  }

  @Override
  public String name() {
    return "row-security" + " " + table;
  }

  @Override
  public Verdict look(Look at) {
    String limit =
        "enabled"
            + (forced ? ", forced" : "")
            + (policies.isEmpty() ? "" : ", policies " + policies);
    List<String> there =
        at.sql()
            .query(
                "SELECT polname FROM pg_policy WHERE polrelid = to_regclass(?) ORDER BY 1",
                row -> row.text(1),
                table);
    return at.sql()
        .first(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = to_regclass(?)",
            row -> verdict(row.flag(1), row.flag(2), there, limit),
            table)
        .orElseGet(() -> Verdict.fail(table + " is not there", limit, "Correct the name."));
  }

  private Verdict verdict(boolean enabled, boolean isForced, List<String> there, String limit) {
    String seen =
        (enabled ? "enabled" : "off") + (isForced ? ", forced" : "") + ", policies " + there;
    if (enabled && (isForced || !forced) && there.containsAll(policies)) {
      return Verdict.pass(seen, limit);
    }
    String next =
        enabled && (isForced || !forced)
            ? "Create the policies that are missing: without one nobody sees a row."
            : "ALTER TABLE " + table + (enabled ? " FORCE" : " ENABLE") + " ROW LEVEL SECURITY;";
    return Verdict.fail(seen, limit, next);
  }
}
