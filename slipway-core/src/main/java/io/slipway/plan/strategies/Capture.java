package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.plan.TableCopy;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Triggers that write the keys of changed rows into a log. They compare nothing and call no
 * operator, so that no {@code search_path} of the application can change what they do; ALWAYS, so
 * that rows that come by replication or with {@code session_replication_role = replica} count too.
 *
 * @param schema where log and functions are
 * @param key the columns that name a row
 */
record Capture(String schema, List<String> key) {
  private static final String PREFIX = "slipway_capture_";
  private static final List<String> TRIGGERS = List.of("new", "old", "moved", "truncate");

  QualifiedName log() {
    return QualifiedName.of(schema, "slipway_log");
  }

  private QualifiedName function(String name) {
    return QualifiedName.of(schema, PREFIX + name);
  }

  /**
   * The log and the functions.
   *
   * @param like the table whose key types the log has
   * @param truncated what else TRUNCATE does
   */
  List<String> made(Table like, String truncated) {
    String columns =
        key.stream()
            .map(it -> Identifier.quote(it) + " " + like.column(it).orElseThrow().type().sql())
            .collect(Collectors.joining(", "));
    List<String> sql = new ArrayList<>();
    sql.add(
        "CREATE TABLE %s (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, truncated boolean NOT NULL, %s)"
            .formatted(log().sql(), columns));
    sql.addAll(logging());
    sql.add(
        function(
            "truncate", "", logged("true" + ", NULL".repeat(key.size())) + "\n  " + truncated));
    return sql;
  }

  /** From now on the triggers write keys, and nothing else. */
  List<String> logging() {
    return List.of(
        function("new", "", logged("false, " + row("NEW"))),
        function("old", "", logged("false, " + row("OLD"))));
  }

  /**
   * From now on the triggers put a changed row into the other table themselves, so that whoever
   * sees the change in one table sees it in the other. What fails there, or leaves no trace a batch
   * of the log could collide with, is logged as before: the application must not fail, and no row
   * must come back.
   *
   * @param searchPath in which the copy's expressions mean what they say
   * @param deferrable constraints of the target that would otherwise fail at the application's
   *     COMMIT
   */
  List<String> together(TableCopy copy, List<String> searchPath, List<QualifiedName> deferrable) {
    String path =
        " SET search_path = %s SET row_security = off"
            .formatted(
                Keys.columns(
                    Stream.of(List.of("pg_catalog"), searchPath, List.of("pg_temp"))
                        .flatMap(List::stream)
                        .distinct()
                        .toList()));
    return List.of(
        function("new", path, both(copy, deferrable, "NEW")),
        function("old", path, both(copy, deferrable, "OLD")));
  }

  private String both(TableCopy copy, List<QualifiedName> deferrable, String record) {
    String where =
        " WHERE "
            + key.stream()
                .map(Identifier::quote)
                .map(it -> it + " = " + record + "." + it)
                .collect(Collectors.joining(" AND "));
    String now =
        deferrable.isEmpty()
            ? ""
            : "SET CONSTRAINTS %s IMMEDIATE;\n    "
                .formatted(
                    deferrable.stream().map(QualifiedName::sql).collect(Collectors.joining(", ")));
    return """
    BEGIN
        %sDELETE FROM %s%s;
        slipway_done := FOUND;
        %s%s;
        IF slipway_done OR FOUND THEN
          RETURN NULL;
        END IF;
      EXCEPTION WHEN OTHERS THEN
        NULL;
      END;
      %s\
    """
        .formatted(
            now, copy.target().sql(), where, copy.insert(), where, logged("false, " + row(record)));
  }

  private String logged(String values) {
    return "INSERT INTO %s (truncated, %s) VALUES (%s);"
        .formatted(log().sql(), Keys.columns(key), values);
  }

  private String function(String name, String settings, String body) {
    return """
    CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER%s AS $slipway$
    #variable_conflict use_column
    DECLARE
      slipway_done boolean;
    BEGIN
      %s
      RETURN NULL;
    END $slipway$\
    """
        .formatted(function(name).sql(), settings, body);
  }

  private String row(String record) {
    return key.stream()
        .map(it -> record + "." + Identifier.quote(it))
        .collect(Collectors.joining(", "));
  }

  List<String> begun(QualifiedName table) {
    String on = " ON " + table.sql() + " FOR EACH ROW";
    List<String> sql = new ArrayList<>();
    sql.add(trigger("new") + " AFTER INSERT OR UPDATE" + on + runs("new"));
    sql.add(trigger("old") + " AFTER DELETE" + on + runs("old"));
    sql.add(
        trigger("moved")
            + " AFTER UPDATE%s WHEN ((%s) IS DISTINCT FROM (%s))"
                .formatted(on, row("OLD"), row("NEW"))
            + runs("old"));
    sql.add(
        trigger("truncate")
            + " AFTER TRUNCATE ON "
            + table.sql()
            + " FOR EACH STATEMENT"
            + runs("truncate"));
    TRIGGERS.forEach(
        it -> sql.add("ALTER TABLE " + table.sql() + " ENABLE ALWAYS TRIGGER " + PREFIX + it));
    return sql;
  }

  private static String trigger(String name) {
    return "CREATE TRIGGER " + PREFIX + name;
  }

  private String runs(String function) {
    return " EXECUTE FUNCTION " + function(function).sql() + "()";
  }

  List<String> ended(QualifiedName table) {
    return TRIGGERS.stream()
        .map(it -> "DROP TRIGGER IF EXISTS " + PREFIX + it + " ON " + table.sql())
        .toList();
  }

  List<String> removed() {
    List<String> sql = new ArrayList<>();
    for (String name : List.of("new", "old", "truncate")) {
      sql.add("DROP FUNCTION IF EXISTS " + function(name).sql() + "()");
    }
    sql.add("DROP TABLE IF EXISTS " + log().sql());
    return sql;
  }

  /** Which triggers are gone or do not fire always, in words; NULL as long as every one does. */
  String silent(QualifiedName table) {
    return """
    (SELECT string_agg(due.name || CASE WHEN t.tgenabled IS NULL THEN ' is gone'
                                        WHEN t.tgenabled = 'D' THEN ' is disabled'
                                        ELSE ' does not fire always' END, ', ')
       FROM unnest(ARRAY[%s]) AS due (name)
       LEFT JOIN pg_trigger AS t ON t.tgname = due.name AND t.tgrelid = %s::regclass
      WHERE t.tgenabled IS DISTINCT FROM 'A')\
    """
        .formatted(
            TRIGGERS.stream()
                .map(it -> Identifier.literal(PREFIX + it))
                .collect(Collectors.joining(", ")),
            Identifier.literal(table.sql()));
  }

  /** How much is still to be brought over, in words; NULL when nothing is. */
  String backlog() {
    return "(SELECT count(*) || ' keys' FROM " + log().sql() + " HAVING count(*) > 0)";
  }
}
