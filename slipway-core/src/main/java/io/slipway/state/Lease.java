package io.slipway.state;

import io.slipway.jdbc.AdvisoryLock;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.time.Sleeper;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right to run, alone, in one database: the advisory lock on a session of its own, and an epoch
 * that outdates whoever had it before. See docs/operations/what-if-it-dies.md.
 *
 * <p>{@link #beat} and {@link #release} belong to the session's thread; {@link #fence} runs on the
 * session that works.
 */
public final class Lease {
  private static final Duration PREDECESSOR = Duration.ofSeconds(15);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Sql sql;
  private final StateSchema schema;
  private final AdvisoryLock lock;
  private final long epoch;

  private Lease(Sql sql, StateSchema schema, AdvisoryLock lock, long epoch) {
    this.sql = sql;
    this.schema = schema;
    this.lock = lock;
    this.epoch = epoch;
  }

  /** What a runner asks for. */
  public record Claim(
      String runId, AdvisoryLock lock, @Nullable String stateSchema, Holder holder) {}

  /**
   * Takes the lock, installs our tables where they are missing, ends the sessions of the runner
   * before us, and raises the epoch.
   *
   * @throws SlipwayException (retryable) naming the holder, if another runner has it
   */
  public static Lease take(Database database, Claim claim, Sleeper sleeper)
      throws InterruptedException {
    Sql sql = database.connect(claim.runId(), "lease");
    try {
      StateSchema schema = StateSchema.of(sql, claim.stateSchema());
      if (!claim.lock().tryTake(sql)) throw isLeased(sql, schema, claim.lock());
      schema.install(sql);
      endPredecessors(sql, sleeper);
      long epoch = raiseEpoch(sql, schema, claim);
      endPredecessors(sql, sleeper);
      return new Lease(sql, schema, claim.lock(), epoch);
    } catch (SlipwayException | SqlFailure | InterruptedException e) {
      sql.close();
      throw e;
    }
  }

  private static SlipwayException isLeased(Sql sql, StateSchema schema, AdvisoryLock lock) {
    String session = lock.holder(sql).map(it -> " Its session: " + it + ".").orElse("");
    String holder =
        schema.installed(sql) == 0
            ? "It is just beginning."
            : sql.first(
                    """
                    SELECT format('Run %%s, process %%s on %%s (%%s), since %%s, last heard %%s s ago.',
                             run_id, holder_pid, holder_host, holder_application,
                             date_trunc('second', acquired_at),
                             round(extract(epoch FROM clock_timestamp() - heartbeat_at), 1))
                      FROM %s WHERE released_at IS NULL AND run_id IS NOT NULL"""
                        .formatted(schema.table("lease")),
                    row -> row.text(1))
                .orElse("It is just beginning.");
    return new SlipwayException(
        Problem.of(
            "STATE-3",
            Kind.RETRYABLE,
            "another runner works on this database",
            holder + session + " Nothing changed.",
            "Wait for it, or look: slipway status"));
  }

  /**
   * A killed runner's statement may still be working on the server. Until it is gone, what a probe
   * sees is not what will be.
   */
  private static void endPredecessors(Sql sql, Sleeper sleeper) throws InterruptedException {
    Duration waited = Duration.ZERO;
    while (true) {
      List<String> left = sql.query(PREDECESSORS, row -> endOne(sql, row));
      if (left.isEmpty()) return;
      if (waited.compareTo(PREDECESSOR) > 0) throw predecessorStays(left);
      sleeper.sleep(LOOK_AGAIN);
      waited = waited.plus(LOOK_AGAIN);
    }
  }

  private static final String PREDECESSORS =
      """
      SELECT pid, format('pid %s (%s, %s)', pid, application_name, usename)
        FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND application_name ~ '^slipway/[^/]+/(lease|journal|work|watch|signals)$'""";

  private static String endOne(Sql sql, Row row) {
    try {
      sql.query("SELECT pg_terminate_backend(?)", terminated -> true, (int) row.number(1));
    } catch (SqlFailure e) {
      // Another role's session: it ends by itself, or is fenced by the epoch.
      if (e.connectionLost()) throw e;
    }
    return row.text(2);
  }

  private static SlipwayException predecessorStays(List<String> left) {
    return new SlipwayException(
        Problem.of(
            "STATE-4",
            Kind.RETRYABLE,
            "sessions of the runner before this one are still there",
            String.join(", ", left) + " did not end. Nothing changed.",
            "End them: SELECT pg_terminate_backend(pid). Then start again."));
  }

  private static long raiseEpoch(Sql sql, StateSchema schema, Claim claim) {
    sql.execute("SET lock_timeout = " + PREDECESSOR.toMillis());
    return sql.one(
        """
        UPDATE %s SET epoch = epoch + 1, run_id = ?, holder_pid = ?, holder_host = ?,
               holder_application = ?, backend_pid = pg_backend_pid(),
               acquired_at = clock_timestamp(), heartbeat_at = clock_timestamp(), released_at = NULL
        RETURNING epoch"""
            .formatted(schema.table("lease")),
        row -> row.number(1),
        claim.runId(),
        claim.holder().pid(),
        claim.holder().host(),
        claim.holder().application());
  }

  public long epoch() {
    return epoch;
  }

  public StateSchema schema() {
    return schema;
  }

  /** The lock's own session, for the thread that beats. */
  public Sql session() {
    return sql;
  }

  /** False when somebody else has the lease now. */
  public boolean beat() {
    return sql.update(
            "UPDATE %s SET heartbeat_at = clock_timestamp() WHERE epoch = ?"
                .formatted(schema.table("lease")),
            epoch)
        == 1;
  }

  /**
   * The last statement of every transaction of ours: keeps the epoch where it is until the commit.
   *
   * @throws SlipwayException if we are outdated; roll back and stop
   */
  public void fence(Sql work) {
    boolean isOurs =
        work.first(
                "SELECT true FROM %s WHERE epoch = ? FOR SHARE".formatted(schema.table("lease")),
                row -> row.flag(1),
                epoch)
            .isPresent();
    if (!isOurs) throw outdated();
  }

  /** What a runner says when it finds that it is not the runner any more. */
  public static SlipwayException outdated() {
    return new SlipwayException(
        Problem.of(
            "STATE-5",
            Kind.RETRYABLE,
            "this runner has lost its lease",
            "Its lock's session ended, or another runner took over. The open transaction was"
                + " rolled back.",
            "See who runs now: slipway status"));
  }

  /** Lets others run. Never fails: the lock ends with its session. */
  public void release() {
    try {
      sql.update(
          "UPDATE %s SET released_at = clock_timestamp() WHERE epoch = ?"
              .formatted(schema.table("lease")),
          epoch);
      lock.release(sql);
    } catch (SqlFailure e) {
      // the session is gone, and with it the lock
    } finally {
      sql.close();
    }
  }
}
