package io.slipway.plan;

import io.slipway.catalog.Catalog;
import io.slipway.sql.Script;
import java.util.Map;

/**
 * What a plan is made from.
 *
 * @param migration version or name: {@code 1.4}
 * @param checksum of the file's statements
 * @param directives of the whole file
 * @param statementDirectives of single statements, by index; they replace those of the file
 * @param catalog the schema before the migration; not changed
 */
public record PlanRequest(
    String migration,
    Script script,
    String checksum,
    Directives directives,
    Map<Integer, Directives> statementDirectives,
    Catalog catalog,
    PlanOptions options) {
  public PlanRequest {
    statementDirectives = Map.copyOf(statementDirectives);
  }

  public static PlanRequest of(String migration, Script script, Catalog catalog) {
    return new PlanRequest(
        migration, script, "", Directives.NONE, Map.of(), catalog, PlanOptions.DEFAULT);
  }

  public PlanRequest with(Directives all) {
    return new PlanRequest(migration, script, checksum, all, statementDirectives, catalog, options);
  }

  public Directives directives(int statement) {
    return statementDirectives.getOrDefault(statement, directives);
  }
}
