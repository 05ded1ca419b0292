package io.slipway.engine;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.plan.Removal;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who still uses what is about to go: functions whose source names it, statements that
 * pg_stat_statements sees called, tables whose counters move. What is not seen: SQL that is put
 * together at run time, and statements rarer than the time it is watched for.
 */
final class Usage {
  /** Ours are left out, as are those of extensions. */
  private static final String ROUTINES =
      """
      SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid),
             EXISTS (SELECT FROM pg_trigger t WHERE t.tgfoid = p.oid AND t.tgrelid = to_regclass(?))
        FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
       WHERE l.lanname IN ('sql', 'plpgsql') AND p.prokind IN ('f', 'p')
         AND p.pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
         AND p.proname !~ '^slipway_'
         AND NOT EXISTS (SELECT FROM pg_depend d
                          WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                            AND d.deptype = 'e')
         AND position(lower(?) IN lower(pg_get_functiondef(p.oid))) > 0
       ORDER BY 1""";

  private static final String STATISTICS =
      """
      SELECT quote_ident(n.nspname)
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
       WHERE e.extname = 'pg_stat_statements'
         AND current_setting('shared_preload_libraries') LIKE '%pg_stat_statements%'""";

  private static final String COUNTERS =
      """
      SELECT coalesce(seq_scan, 0) + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del
        FROM pg_stat_user_tables WHERE relid = to_regclass(?)""";

  private final Sql sql;
  private final List<Removal> removals;
  private final Supplier<SqlParser> parser;

  /**
   * @param parser asked for only where there is something to read
   */
  Usage(Sql sql, List<Removal> removals, Supplier<SqlParser> parser) {
    this.sql = sql;
    this.removals = removals;
    this.parser = parser;
  }

  /**
   * @param pause between the first look and the second
   * @return a line for each, with what is to be done where that is not plain
   */
  List<String> seen(Duration watch, Runnable pause) {
    List<String> seen = new ArrayList<>();
    for (Removal removal : removals) seen.addAll(routines(removal));
    if (watch.isZero()) return seen;
    Map<String, Long> calls = calls();
    Map<Removal, Long> counters = counters();
    if (calls.isEmpty() && counters.isEmpty()) return seen;
    pause.run();
    seen.addAll(called(calls, watch));
    counters()
        .forEach(
            (removal, now) ->
                moved(removal, now - counters.getOrDefault(removal, now), watch, seen));
    return seen;
  }

  private List<String> routines(Removal removal) {
    String name = removal.column() == null ? removal.table().name() : removal.column();
    return sql
        .query(
            ROUTINES,
            row ->
                names(row.text(2), removal, row.flag(3))
                    ? Optional.of("function " + row.text(1) + " names " + removal)
                    : Optional.<String>empty(),
            removal.table().sql(),
            name)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private boolean names(String definition, Removal removal, boolean isItsTrigger) {
    if (isItsTrigger
        && removal.column() != null
        && Pattern.compile(
                "(?i)\\b(new|old)\\s*\\.\\s*\"?"
                    + Pattern.quote(removal.column())
                    + "\"?(?![\\w$])")
            .matcher(definition)
            .find()) {
      return true;
    }
    return parsed(definition)
        .anyMatch(
            it ->
                it instanceof Change.CreateRoutine routine
                    && routine.nested().stream().anyMatch(each -> uses(each.change(), removal)));
  }

  private Stream<Change> parsed(String text) {
    return parser.get().parse("usage", text).statements().stream().map(Statement::change);
  }

  /** The names as written: an unqualified one is taken for the table of that name. */
  static boolean uses(Change change, Removal removal) {
    if (!(change instanceof Change.Query query)) return false;
    boolean isTable =
        Stream.of(
                query.reads().stream(),
                query.alsoWrites().stream(),
                Stream.ofNullable(query.target()))
            .flatMap(it -> it)
            .anyMatch(it -> isSame(it, removal.table()));
    return isTable
        && (removal.column() == null
            || query.columnsNamed().contains(removal.column())
            || query.setColumns().contains(removal.column()));
  }

  private static boolean isSame(QualifiedName written, QualifiedName table) {
    return written.name().equals(table.name())
        && (written.schema() == null || written.schema().equals(table.schema()));
  }

  // ---- pg_stat_statements

  /** Calls by statement, of those that name something of it. */
  private Map<String, Long> calls() {
    Map<String, Long> calls = new HashMap<>();
    Optional<String> schema = sql.first(STATISTICS, row -> row.text(1));
    if (schema.isEmpty()) return calls;
    for (Removal removal : removals) {
      String name = removal.column() == null ? removal.table().name() : removal.column();
      try {
        sql.query(
                """
                SELECT query, sum(calls)::bigint FROM %s.pg_stat_statements
                 WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                   AND position(lower(?) IN lower(query)) > 0
                   AND query ~* '^\\s*(select|insert|update|delete|merge|with|copy|table)\\M'
                 GROUP BY query"""
                    .formatted(schema.get()),
                row -> Map.entry(row.text(1), row.number(2)),
                name)
            .forEach(it -> calls.put(it.getKey(), it.getValue()));
      } catch (SqlFailure notForUs) {
        if (notForUs.connectionLost()) throw notForUs;
      }
    }
    return calls;
  }

  private List<String> called(Map<String, Long> before, Duration watch) {
    List<String> seen = new ArrayList<>();
    if (before.isEmpty()) return seen;
    calls()
        .forEach(
            (query, now) -> {
              long times = now - before.getOrDefault(query, 0L);
              if (times <= 0) return;
              removals.stream()
                  .filter(it -> parsed(query).anyMatch(change -> uses(change, it)))
                  .findFirst()
                  .ifPresent(
                      it ->
                          seen.add(
                              "%s was named %d times in %s by: %s"
                                  .formatted(it, times, words(watch), line(query))));
            });
    return seen;
  }

  private static String line(String query) {
    String line = query.replaceAll("\\s+", " ").strip();
    return line.length() <= 120 ? line : line.substring(0, 119) + "…";
  }

  // ---- counters of whole tables

  private Map<Removal, Long> counters() {
    Map<Removal, Long> counters = new HashMap<>();
    for (Removal removal : removals) {
      if (removal.column() != null) continue;
      sql.first(COUNTERS, row -> row.number(1), removal.table().sql())
          .ifPresent(it -> counters.put(removal, it));
    }
    return counters;
  }

  private static void moved(Removal removal, long by, Duration watch, List<String> seen) {
    if (by <= 0 || seen.stream().anyMatch(it -> it.startsWith(removal + " "))) return;
    seen.add(
        "%s was read or written %d times in %s, says pg_stat_user_tables"
            .formatted(removal, by, words(watch)));
  }

  private static String words(Duration watch) {
    return watch.toMillis() < 1000 ? watch.toMillis() + " ms" : watch.toSeconds() + " s";
  }
}
