package io.slipway.backfill;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.plan.TableCopy;
import io.slipway.postgres.SqlState;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings a copy in step with what its log names. Each batch is one REPEATABLE READ transaction: a
 * log row that its snapshot has, it has the change of, and a change it has not leaves its log row
 * for later. A lock on the target keeps chunk and batch apart, whichever process they are from: a
 * key must not leave the log while a chunk that has read it earlier is still to be written.
 */
public final class LogDrain {
  /** Log rows a batch. */
  private static final int BATCH = 2_000;

  private static final int MOST_COLLISIONS = 50;
  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final Host host;
  private final TableCopy copy;

  public LogDrain(Host host, TableCopy copy) {
    this.host = host;
    this.copy = copy;
  }

  /** Whether more than so many rows of the log are to do. */
  boolean isBehind(int rows) {
    return host.reader()
            .one(
                "SELECT count(*) FROM (SELECT FROM %s LIMIT ?) AS part".formatted(copy.log().sql()),
                row -> row.number(1),
                (long) rows + 1)
        > rows;
  }

  /**
   * Batches until at most so many rows are left.
   *
   * @return whether there was anything to do
   */
  public boolean until(int rows) {
    Instant since = host.now();
    boolean hasDone = false;
    while (isBehind(rows)) {
      host.checkpoint();
      batch();
      hasDone = true;
      if (since.plus(DEADLINE).isBefore(host.now())) throw outrun();
    }
    return hasDone;
  }

  /**
   * All that is visible, in one snapshot: the target is then what the source was at one moment, and
   * an index that is unique there can be built here.
   */
  public void everything() {
    attempt(work -> bring(work, ""));
  }

  /** Statements that may run twice, committed. */
  public void prepare(List<String> sql) {
    attempt(work -> sql.forEach(work::execute));
  }

  void batch() {
    Optional<Long> last =
        host.reader()
            .first(
                """
                SELECT max(seq) FROM (SELECT seq FROM %s ORDER BY seq LIMIT %d) AS batch
                HAVING max(seq) IS NOT NULL\
                """
                    .formatted(copy.log().sql(), BATCH),
                row -> row.number(1));
    if (last.isEmpty()) return;
    try {
      attempt(work -> bring(work, "seq <= " + last.get()));
    } catch (SqlFailure e) {
      if (!e.is(SqlState.UNIQUE_VIOLATION)) throw e;
      collided();
    }
  }

  /**
   * One of two rows that trade a value is beyond the batch: with all of them there is no trade. Or
   * the application has put a row there itself since the snapshot: the next one sees it.
   */
  private void collided() {
    for (int more = MOST_COLLISIONS; ; more--) {
      try {
        everything();
        return;
      } catch (SqlFailure e) {
        if (!e.is(SqlState.UNIQUE_VIOLATION) || more == 0) throw e;
        host.sleep(PAUSE);
      }
    }
  }

  private void attempt(Consumer<Sql> body) {
    while (true) {
      Sql work = host.work();
      try {
        work.begin();
        body.accept(work);
        host.lease().fence(work);
        work.commit();
        return;
      } catch (SqlFailure e) {
        if (e.connectionLost()) {
          // Whether it was committed does not matter: what is left in the log is done again.
          host.renewWork();
        } else {
          work.rollback();
          host.checkpoint();
          if (!isTransient(e)) throw e;
        }
        host.sleep(PAUSE);
      } catch (SlipwayException e) {
        work.rollback();
        throw e;
      }
    }
  }

  /**
   * Once the application writes to the target itself, a row of it may be locked for long: rather
   * than keep others from the rows it has, the batch lets go and tries again.
   */
  private void bring(Sql work, String part) {
    work.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    lockTarget(work, copy);
    work.execute("SET LOCAL lock_timeout = " + PATIENCE.toMillis());
    work.execute("SET LOCAL row_security = off");
    copy.catchUp(part).forEach(work::execute);
  }

  /**
   * LOCK takes no snapshot: the one that follows is of a moment when no chunk is in flight. The
   * mode conflicts with itself and with nobody who writes.
   */
  static void lockTarget(Sql work, TableCopy copy) {
    work.execute("SET LOCAL lock_timeout = 0");
    work.execute("LOCK TABLE ONLY " + copy.target().sql() + " IN SHARE UPDATE EXCLUSIVE MODE");
  }

  static boolean isTransient(SqlFailure failure) {
    return switch (failure.sqlState()) {
      case SqlState.LOCK_NOT_AVAILABLE,
          SqlState.DEADLOCK_DETECTED,
          SqlState.SERIALIZATION_FAILURE,
          SqlState.QUERY_CANCELED ->
          true;
      default -> false;
    };
  }

  private SlipwayException outrun() {
    return new SlipwayException(
        Problem.of(
            "COPY-1",
            Kind.RETRYABLE,
            "the copy of %s does not catch up with its writers".formatted(copy.source()),
            "After %d minutes the log %s is still not empty. What is copied stands."
                .formatted(DEADLINE.toMinutes(), copy.log()),
            "Go on at a quieter time: slipway resume " + host.runId()));
  }
}
