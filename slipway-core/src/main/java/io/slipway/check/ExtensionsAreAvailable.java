package io.slipway.check;

import io.slipway.sql.Change;
import java.util.List;

/** CREATE EXTENSION needs files on the server, and a role that may use them. */
record ExtensionsAreAvailable() implements Check {
  @Override
  public String name() {
    return "extensions-are-available";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  private static final String QUERY =
      """
      SELECT CASE
          WHEN e.name IS NULL THEN format('%s: its files are not on the server', n.name)
          WHEN e.installed_version IS NULL AND v.superuser
               AND NOT current_setting('is_superuser')::bool
               AND NOT (v.trusted AND has_database_privilege(current_database(), 'CREATE'))
          THEN format('%s: this role may not create it', n.name)
        END
        FROM unnest(?::text[]) AS n (name)
        LEFT JOIN pg_available_extensions e ON e.name = n.name
        LEFT JOIN pg_available_extension_versions v
          ON v.name = e.name AND v.version = e.default_version""";

  @Override
  public Verdict look(Look at) {
    String[] wanted =
        at.upcoming()
            .changes()
            .filter(Change.CreateExtension.class::isInstance)
            .map(it -> ((Change.CreateExtension) it).extension())
            .distinct()
            .toArray(String[]::new);
    List<String> wrong =
        at.sql().query(QUERY, row -> row.text(1), (Object) wanted).stream()
            .filter(it -> !it.isEmpty())
            .toList();
    return Verdict.none(
        wrong,
        "extensions that cannot be created",
        "all of " + wanted.length + " that are asked for",
        "Install its package on the server, or have a superuser create it.");
  }
}
