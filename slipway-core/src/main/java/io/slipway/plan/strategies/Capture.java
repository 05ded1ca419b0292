package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
    return List.of(
        "CREATE TABLE %s (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, truncated boolean NOT NULL, %s)"
            .formatted(log().sql(), columns),
        function("new", "false, " + row("NEW"), ""),
        function("old", "false, " + row("OLD"), ""),
        function("truncate", "true" + ", NULL".repeat(key.size()), "\n  " + truncated));
  }

  private String function(String name, String values, String more) {
    return """
    CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $slipway$
    BEGIN
      INSERT INTO %s (truncated, %s) VALUES (%s);%s
      RETURN NULL;
    END $slipway$\
    """
        .formatted(function(name).sql(), log().sql(), Keys.columns(key), values, more);
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

  /** True as long as every trigger fires. */
  String watches(QualifiedName table) {
    return "(SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s AND tgenabled = 'A') = %d"
        .formatted(
            Identifier.literal(table.sql()),
            Identifier.literal(PREFIX.replace("_", "\\_") + "%"),
            TRIGGERS.size());
  }
}
