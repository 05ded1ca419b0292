package io.slipway.engine;

import io.slipway.jdbc.Sql;
import io.slipway.plan.Plan;
import io.slipway.state.History;
import io.slipway.state.RunStatus;
import io.slipway.state.Runs;
import java.time.Duration;
import java.time.Instant;

/** What completes together with the last step, in its transaction: history, run, progress. */
record Completion(Sessions sessions, Plan plan, RunOptions options, Instant since) {
  void write(Sql on) {
    History.append(
        on,
        sessions.schema(),
        new History.Entry(
            options.version(),
            options.description() == null ? plan.script() : options.description(),
            options.takesBack() == null ? "SQL" : "UNDO_SQL",
            plan.script(),
            options.checksum(),
            plan.checksum(),
            options.takesBack() == null ? sessions.runId() : options.takesBack()),
        Duration.between(since, sessions.surroundings().clock().instant()));
    new Runs(on, sessions.schema()).mark(sessions.runId(), RunStatus.COMPLETED, null);
    if (options.takesBack() != null) {
      new Runs(on, sessions.schema()).mark(options.takesBack(), RunStatus.ROLLED_BACK, null);
    }
    sessions.progress().close(on, "completed", null);
  }

  /** In a transaction of its own, where the plan has no step that could carry it. */
  void writeAlone(Sql journal) {
    journal.begin();
    write(journal);
    sessions.lease().fence(journal);
    journal.commit();
  }
}
