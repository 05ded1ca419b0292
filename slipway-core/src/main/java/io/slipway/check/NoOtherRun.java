package io.slipway.check;

import io.slipway.state.StateSchema;
import java.util.List;

/** One deployment at a time: no run of ours is unfinished, and nobody builds an index. */
record NoOtherRun() implements Check {
  @Override
  public String name() {
    return "no-other-run";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  private static final String SESSIONS =
      """
      SELECT format('pid %s: %s', pid, application_name) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND application_name LIKE 'slipway/%' AND application_name NOT LIKE 'slipway/-/%'
      UNION ALL
      SELECT format('pid %s: %s on %s', pid, command, relid::regclass)
        FROM pg_stat_progress_create_index WHERE datname = current_database()
       ORDER BY 1""";

  @Override
  public Verdict look(Look at) {
    List<String> now = at.sql().rows(SESSIONS, row -> row.text(1));
    if (!now.isEmpty()) {
      return Verdict.none(now, "sessions that deploy", "none", "Wait for them to finish.");
    }
    List<String> unfinished = unfinished(at);
    if (unfinished.isEmpty()) return Verdict.pass("no other run", "none");
    return Verdict.warn(
            unfinished.size() + " unfinished runs",
            "none",
            "Go on with it (slipway resume RUN) or take it back (slipway rollback RUN).")
        .with(unfinished, unfinished.size());
  }

  private static List<String> unfinished(Look at) {
    StateSchema state = at.state();
    if (state.installed(at.sql()) == 0) return List.of();
    return at.sql()
        .query(
            """
            SELECT format('run %%s of migration %%s: %%s', run_id, migration, status) FROM %s
             WHERE status NOT IN ('completed', 'rolled_back', 'cancelled') ORDER BY started_at"""
                .formatted(state.table("runs")),
            row -> row.text(1));
  }
}
