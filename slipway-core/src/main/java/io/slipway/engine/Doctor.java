package io.slipway.engine;

import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import io.slipway.state.StateSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for what changes have left behind. An object of ours is an orphan when the plan of no
 * unfinished run names it. Reads catalogs only, in transactions that cannot write.
 */
final class Doctor {
  /** Triggers of copies and of dual writes, unless their run is still to go on. */
  private static final String TRIGGERS =
      """
      SELECT 'TRIGGER', format('%I on %s', t.tgname, t.tgrelid::regclass),
             'no unfinished run needs it, and every write of the table fires it',
             format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)
        FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE NOT t.tgisinternal AND t.tgparentid = 0
         AND (t.tgname ~ '^(zzz_)?slipway_')
         AND NOT ${first} AND NOT ${second}\
      """;

  private static final String FUNCTIONS =
      """
      SELECT 'FUNCTION', p.oid::regprocedure::text, 'no unfinished run needs it',
             'DROP FUNCTION ' || p.oid::regprocedure
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE p.proname ~ '^slipway_' AND n.nspname !~ '^slipway_.*_(green|held)[0-9]*$'
         AND n.nspname !~ '^slipway_kept_' AND NOT ${first}\
      """;

  private static final String SCHEMAS =
      """
      SELECT 'SCHEMA', quote_ident(n.nspname),
             'of a copy of a table that no unfinished run needs; holds ' || coalesce(
               (SELECT string_agg(quote_ident(c.relname), ', ' ORDER BY c.relname) FROM pg_class c
                 WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p')), 'no table'),
             format('DROP SCHEMA %I CASCADE', n.nspname)
        FROM pg_namespace n
       WHERE n.nspname ~ '^slipway_.*_(green|held)[0-9]*$' AND n.nspname !~ '^slipway_kept_'
         AND NOT ${first}\
      """;

  private static final String KEPT =
      """
      SELECT 'KEPT', quote_ident(n.nspname), 'rows that a rollback with --keep-data put aside',
             'slipway cleanup --drop-kept DAYS'
        FROM pg_namespace n WHERE n.nspname ~ '^slipway_kept_'\
      """;

  /** One that is being built right now is not one. */
  private static final String INDEXES =
      """
      SELECT 'INDEX', i.indexrelid::regclass::text,
             format('INVALID, on %s: every write keeps it, no query uses it', i.indrelid::regclass),
             CASE WHEN c.relname ~ '_cc(new|old)[0-9]*$' THEN 'DROP INDEX CONCURRENTLY '
                  ELSE 'REINDEX INDEX CONCURRENTLY ' END || i.indexrelid::regclass
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE NOT i.indisvalid AND c.relkind = 'i'
         AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p
                          WHERE p.datid = (SELECT oid FROM pg_database WHERE datname = current_database())
                            AND (p.index_relid = i.indexrelid OR p.relid = i.indrelid))\
      """;

  /** What is NOT ENFORCED (18) is never valid, and meant so. */
  private static final String CONSTRAINTS =
      """
      SELECT 'CONSTRAINT', format('%I on %s', o.conname, o.conrelid::regclass),
             'NOT VALID: rows from before it are not checked',
             format('ALTER TABLE %s VALIDATE CONSTRAINT %I', o.conrelid::regclass, o.conname)
        FROM pg_constraint o
       WHERE NOT o.convalidated AND o.conrelid <> 0 AND o.conparentid = 0
         AND coalesce(to_jsonb(o) ->> 'conenforced', 'true') = 'true'\
      """;

  private static final String RUNS =
      """
      SELECT 'RUN', run_id,
             format('of migration %s is %s since %s', migration, replace(status, '_', ' '),
               date_trunc('second', updated_at)) || CASE WHEN status IN ('running', 'rolling_back')
               THEN ', and nobody is at work' ELSE '' END,
             CASE status WHEN 'cancelled' THEN 'slipway cleanup ' || run_id
                         WHEN 'rolling_back' THEN 'slipway rollback ' || run_id
                         ELSE format('slipway resume %1$s, or slipway rollback %1$s', run_id) END
        FROM ${first}
       WHERE status IN ('failed', 'interrupted', 'cancelled')
          OR status IN ('running', 'rolling_back') AND NOT ?\
      """;

  private final Sql sql;
  private final StateSchema schema;
  private final boolean isInstalled;

  private Doctor(Sql sql, StateSchema schema) {
    this.sql = sql;
    this.schema = schema;
    this.isInstalled = schema.installed(sql) > 0;
  }

  static List<Leftover> examine(Surroundings surroundings) {
    try (Sql sql = surroundings.database().connect("-", "doctor")) {
      sql.execute("SET default_transaction_read_only = on");
      boolean isAtWork = surroundings.settings().lock().holder(sql).isPresent();
      return new Doctor(sql, StateSchema.of(sql, surroundings.settings().stateSchema()))
          .leftovers(isAtWork);
    }
  }

  private List<Leftover> leftovers(boolean isAtWork) {
    List<Leftover> found = new ArrayList<>();
    if (isInstalled) {
      found.addAll(
          sql.query(
              RUNS.replace("${first}", schema.table("runs")), Doctor::leftover, (Object) isAtWork));
    }
    found.addAll(
        query(
            TRIGGERS
                .replace("${first}", isNeeded("n.nspname"))
                .replace("${second}", isNeeded("t.tgname"))));
    found.addAll(query(FUNCTIONS.replace("${first}", isNeeded("p.proname"))));
    found.addAll(query(SCHEMAS.replace("${first}", isNeeded("n.nspname"))));
    found.addAll(query(KEPT));
    found.addAll(query(INDEXES));
    found.addAll(query(CONSTRAINTS));
    return found.stream()
        .sorted(Comparator.comparing(Leftover::kind).thenComparing(Leftover::name))
        .toList();
  }

  private List<Leftover> query(String text) {
    return sql.query(text, Doctor::leftover);
  }

  private static Leftover leftover(Row row) {
    return new Leftover(Leftover.Kind.valueOf(row.text(1)), row.text(2), row.text(3), row.text(4));
  }

  /**
   * Whether a plan that is still to go on names it. Names every capture trigger has say nothing:
   * there the schema of its function does.
   */
  private String isNeeded(String name) {
    if (!isInstalled) return "false";
    return """
    EXISTS (SELECT FROM %1$s r WHERE r.status NOT IN ('completed', 'rolled_back')
             AND %2$s NOT IN ('public', 'slipway_capture_new', 'slipway_capture_old', 'slipway_capture_moved', 'slipway_capture_truncate')
             AND strpos(r.plan::text, %2$s) > 0)\
    """
        .formatted(schema.table("runs"), name);
  }
}
