package io.slipway.check;

import io.slipway.sql.Identifier;
import java.util.List;

/** A role has these privileges on a table. */
record RoleMay(String role, String table, List<String> privileges, Severity severity)
    implements Check {
  static Check of(Options options) {
    List<String> privileges = options.list("privileges");
    if (privileges.isEmpty()) {
      throw options.wrong("CHECK-3", "needs the option privileges", "Such as SELECT, INSERT.");
    }
    return new RoleMay(
        options.required("role"), options.required("table"), privileges, options.severity());
  }

  @Override
  public String name() {
    return "role-may" + " " + role + " " + table;
  }

  @Override
  public Verdict look(Look at) {
    String limit = String.join(", ", privileges);
    List<String> missing =
        at.sql()
            .query(
                """
                SELECT p.name FROM unnest(?::text[]) AS p (name)
                 WHERE NOT coalesce((SELECT has_table_privilege(oid, to_regclass(?), p.name)
                                       FROM pg_roles WHERE rolname = ?), false)""",
                row -> row.text(1),
                privileges.toArray(String[]::new),
                table,
                role);
    if (missing.isEmpty()) return Verdict.pass(limit, limit);
    String lacks = String.join(", ", missing);
    return Verdict.fail(
        "without " + lacks,
        limit,
        "GRANT " + lacks + " ON " + table + " TO " + Identifier.quote(role) + ";");
  }
}
