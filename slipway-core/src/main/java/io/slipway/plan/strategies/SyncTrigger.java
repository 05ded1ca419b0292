package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Trigger;
import io.slipway.plan.rewrite.Names;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/**
 * The trigger that keeps a column and its twin in step. BEFORE and FOR EACH ROW: it changes the row
 * that is being written anyway, at every isolation level, and cannot call itself. Its name sorts
 * after every other BEFORE trigger, so that it sees what they leave. ALWAYS, so that rows that come
 * by replication or with {@code session_replication_role = replica} are in step too.
 */
record SyncTrigger(Twin twin, String name, QualifiedName function, List<String> searchPath) {
  static SyncTrigger of(Twin twin, Catalog catalog) {
    String base = twin.table().name().name() + "_" + twin.old().name();
    QualifiedName table = twin.table().name();
    String function =
        Names.fresh(
            "slipway_" + base, "sync", it -> !catalog.routines(table.sibling(it)).isEmpty());
    String last =
        twin.table().triggers().stream().map(Trigger::name).max(String::compareTo).orElse("");
    String prefix = "zzz_slipway_";
    while (prefix.compareTo(last) <= 0) prefix = "z" + prefix;
    String name = Names.fresh(prefix + base, "sync", it -> false);
    List<String> path = new ArrayList<>(List.of("pg_catalog"));
    if (twin.written()) path.addAll(catalog.searchPath());
    path.add("pg_temp");
    return new SyncTrigger(twin, name, table.sibling(function), path);
  }

  List<String> create() {
    return List.of(
        createFunction(),
        "CREATE TRIGGER %s BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
            .formatted(Identifier.quote(name), twin.tableSql(), function.sql()),
        twin.alter() + "ENABLE ALWAYS TRIGGER " + Identifier.quote(name));
  }

  List<String> drop() {
    return List.of(
        "DROP TRIGGER IF EXISTS " + Identifier.quote(name) + " ON " + twin.tableSql(),
        "DROP FUNCTION IF EXISTS " + function.sql() + "()");
  }

  private String createFunction() {
    String path = String.join(", ", searchPath.stream().map(Identifier::quote).toList());
    return """
        CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SET search_path = %s AS $slipway$
        BEGIN
        %s
          RETURN NEW;
        END $slipway$"""
        .formatted(function.sql(), path, body());
  }

  private String body() {
    if (twin.renames()) return bothWays();
    return twin.alwaysConverts() ? "  " + assignment() : guarded();
  }

  private String assignment() {
    return "NEW." + twin.sql() + " := " + twin.valueInTrigger() + ";";
  }

  /** A value that does not convert must not fail the application: the twin stays NULL. */
  private String guarded() {
    return """
          BEGIN
            %s
          EXCEPTION WHEN data_exception THEN
            NEW.%s := NULL;
          END;"""
        .formatted(assignment(), twin.sql())
        .indent(2)
        .stripTrailing();
  }

  /**
   * The side that was written wins; the new one where both were. A row nobody wrote either side of
   * is put in step as well.
   */
  private String bothWays() {
    String changed =
        Sameness.differ(twin.type(), twin.collation(), "NEW." + twin.sql(), "OLD." + twin.sql());
    return """
          IF TG_OP = 'INSERT' THEN
            IF NEW.%1$s IS NULL THEN
              NEW.%1$s := NEW.%2$s;
            ELSE
              NEW.%2$s := NEW.%1$s;
            END IF;
          ELSIF %3$s THEN
            NEW.%2$s := NEW.%1$s;
          ELSE
            NEW.%1$s := NEW.%2$s;
          END IF;"""
        .formatted(twin.sql(), twin.oldSql(), changed)
        .indent(2)
        .stripTrailing();
  }
}
