package io.slipway.runbook.run;

import io.slipway.jdbc.AdvisoryLock;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.state.Holder;
import io.slipway.state.StateSchema;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The right to run a runbook, alone, in one database. Its lock is another than that of migrations:
 * a runbook's step takes that one by itself.
 */
final class RunbookLease implements AutoCloseable {
  static final AdvisoryLock LOCK = new AdvisoryLock(5555, 2025);
  static final String ROLE = "runbook";
  static final String WORK = "runbook-work";
  static final String MONITOR = "runbook-monitor";

  private static final int LOOKS = 200;

  private final Sql sql;
  private final StateSchema schema;
  private final long epoch;

  private RunbookLease(Sql sql, StateSchema schema, long epoch) {
    this.sql = sql;
    this.schema = schema;
    this.epoch = epoch;
  }

  /**
   * Ends the sessions of a runner that died: its statement may still be at work on the server, and
   * until it is gone the journal is not what will be.
   */
  static RunbookLease take(Database database, @Nullable String stateSchema, String runId)
      throws InterruptedException {
    Sql sql = database.connect(runId, ROLE);
    try {
      StateSchema schema = StateSchema.of(sql, stateSchema);
      if (!LOCK.tryTake(sql)) throw isTaken(sql);
      schema.install(sql);
      endPredecessors(sql);
      long epoch =
          sql.one(
              """
              UPDATE %s SET epoch = epoch + 1, run_id = ?, holder = ?,
                     acquired_at = clock_timestamp() RETURNING epoch"""
                  .formatted(schema.table("runbook_lease")),
              row -> row.number(1),
              runId,
              Holder.thisProcess("slipway runbook").toString());
      endPredecessors(sql);
      return new RunbookLease(sql, schema, epoch);
    } catch (SlipwayException | SqlFailure | InterruptedException e) {
      sql.close();
      throw e;
    }
  }

  private static SlipwayException isTaken(Sql sql) {
    String holder = LOCK.holder(sql).map(it -> "By " + it + ".").orElse("It is just beginning.");
    return new SlipwayException(
        Problem.of(
            "RUNBOOK-21",
            Problem.Kind.RETRYABLE,
            "another runbook is being run on this database",
            holder + " Nothing changed.",
            "Wait for it, or look: slipway runbook list"));
  }

  private static void endPredecessors(Sql sql) throws InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      long left =
          sql.one(
              """
              SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()
                 AND usename = current_user
                 AND application_name ~ '^slipway/[^/]+/runbook(-work|-monitor)?$'""",
              row -> row.number(1));
      if (left == 0) return;
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new SlipwayException(
        Problem.of(
            "RUNBOOK-22",
            Problem.Kind.RETRYABLE,
            "sessions of the runner before this one are still there",
            "Nothing changed.",
            "End them: SELECT pg_terminate_backend(pid). Then say the same again."));
  }

  Sql session() {
    return sql;
  }

  StateSchema schema() {
    return schema;
  }

  /** The last statement of every transaction of ours. */
  void fence(Sql work) {
    boolean isOurs =
        work.first(
                "SELECT true FROM %s WHERE epoch = ? FOR SHARE"
                    .formatted(schema.table("runbook_lease")),
                row -> row.flag(1),
                epoch)
            .isPresent();
    if (isOurs) return;
    throw new SlipwayException(
        Problem.of(
            "RUNBOOK-23",
            Problem.Kind.RETRYABLE,
            "this runner has lost its lease",
            "Another took over. The open transaction was rolled back.",
            "See who runs now: slipway runbook list"));
  }

  @Override
  public void close() {
    try {
      LOCK.release(sql);
    } catch (SqlFailure e) {
      // the session is gone, and with it the lock
    } finally {
      sql.close();
    }
  }
}
