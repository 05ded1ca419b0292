package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Table;
import io.slipway.catalog.Trigger;
import io.slipway.plan.rewrite.Names;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/**
 * A trigger of ours on the rows that are being written. BEFORE and FOR EACH ROW: it changes the row
 * that is being written anyway, at every isolation level, and cannot call itself. Its name sorts
 * after every other BEFORE trigger, so that it sees what they leave. ALWAYS, so that rows that come
 * by replication or with {@code session_replication_role = replica} are in step too.
 *
 * @param searchPath of its function
 */
record RowTrigger(
    QualifiedName table, String name, QualifiedName function, List<String> searchPath) {
  /** What a value that does not fit raises: by its type, a domain's constraint, or a function. */
  static final String UNFIT = "data_exception OR integrity_constraint_violation OR raise_exception";

  /**
   * @param about what it is named after: the column
   * @param runsAuthorsSql what the author wrote finds its functions where the migration would
   */
  static RowTrigger of(Table table, String about, Catalog catalog, boolean runsAuthorsSql) {
    QualifiedName on = table.name();
    String base = on.name() + "_" + about;
    String function =
        Names.fresh("slipway_" + base, "sync", it -> !catalog.routines(on.sibling(it)).isEmpty());
    String last = table.triggers().stream().map(Trigger::name).max(String::compareTo).orElse("");
    String prefix = "zzz_slipway_";
    while (prefix.compareTo(last) <= 0) prefix = "z" + prefix;
    List<String> path = new ArrayList<>(List.of("pg_catalog"));
    if (runsAuthorsSql) path.addAll(catalog.searchPath());
    path.add("pg_temp");
    String name = Names.fresh(prefix + base, "sync", it -> false);
    return new RowTrigger(on, name, on.sibling(function), path);
  }

  /**
   * @param body statements that change NEW, each ended
   */
  List<String> create(String body) {
    return List.of(
        createFunction(body),
        "CREATE TRIGGER %s BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
            .formatted(Identifier.quote(name), table.sql(), function.sql()),
        "ALTER TABLE " + table.sql() + " ENABLE ALWAYS TRIGGER " + Identifier.quote(name));
  }

  List<String> drop() {
    return List.of(
        "DROP TRIGGER IF EXISTS " + Identifier.quote(name) + " ON " + table.sql(),
        "DROP FUNCTION IF EXISTS " + function.sql() + "()");
  }

  private String createFunction(String body) {
    String path = String.join(", ", searchPath.stream().map(Identifier::quote).toList());
    return """
        CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SET search_path = %s AS $slipway$
        BEGIN
        %s
          RETURN NEW;
        END $slipway$"""
        .formatted(function.sql(), path, body);
  }
}
