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
  /** Log rows a batch, at most. */
  private static final int BATCH = 2_000;

  private static final int ROOM = 200;
  private static final int MOST_COLLISIONS = 50;
  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final Duration SHORT_PAUSE = Duration.ofMillis(5);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final Host host;
  private final TableCopy copy;
  private int size = BATCH;
  private int inVain;

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
    untilDone(work -> bring(work, ""));
  }

  /** Statements that may run twice, committed. */
  public void prepare(List<String> sql) {
    untilDone(work -> sql.forEach(work::execute));
  }

  private void untilDone(Consumer<Sql> body) {
    for (int more = MOST_COLLISIONS; ; ) {
      Optional<SqlFailure> collision = tried(body);
      if (collision.isEmpty()) return;
      boolean isAboutRows = collision.get().is(SqlState.UNIQUE_VIOLATION);
      if (isAboutRows && more-- == 0) throw collision.get();
      host.sleep(PAUSE);
    }
  }

  /**
   * The first rows of the log. Once the application writes to the target itself a batch may collide
   * with it: the next one is a quarter of it, down to a single row, and grows again afterwards.
   */
  void batch() {
    Optional<Long> last =
        host.reader()
            .first(
                """
                SELECT max(seq) FROM (SELECT seq FROM %s ORDER BY seq LIMIT %d) AS batch
                HAVING max(seq) IS NOT NULL\
                """
                    .formatted(copy.log().sql(), size),
                row -> row.number(1));
    if (last.isEmpty()) return;
    Optional<SqlFailure> collision = tried(work -> bring(work, "seq <= " + last.get()));
    if (collision.isPresent() && collision.get().is(SqlState.UNIQUE_VIOLATION)) {
      makeRoom();
      collision = tried(work -> bring(work, "seq <= " + last.get()));
    }
    if (collision.isEmpty()) {
      size = Math.min(BATCH, size * 2);
      inVain = 0;
      return;
    }
    boolean isAboutRows = collision.get().is(SqlState.UNIQUE_VIOLATION);
    if (isAboutRows && ++inVain > MOST_COLLISIONS) throw collision.get();
    size = Math.max(1, size / 4);
    host.sleep(SHORT_PAUSE);
  }

  /**
   * A row of the batch has a unique value that the target still has under another key, which is
   * further on in the log: what the log names goes from the target first, a few rows at a time. It
   * stays in the log, and so comes back.
   */
  private void makeRoom() {
    long from = 0;
    while (true) {
      Optional<Long> to =
          host.reader()
              .first(
                  """
                  SELECT max(seq) FROM (SELECT seq FROM %s WHERE seq > ? ORDER BY seq LIMIT %d) AS part
                  HAVING max(seq) IS NOT NULL\
                  """
                      .formatted(copy.log().sql(), ROOM),
                  row -> row.number(1),
                  from);
      if (to.isEmpty()) return;
      host.checkpoint();
      String part = "seq > %d AND seq <= %d".formatted(from, to.get());
      tried(
          work -> {
            lockTarget(work, copy);
            work.execute("SET LOCAL lock_timeout = " + PATIENCE.toMillis());
            work.execute(copy.cleared(part));
          });
      from = to.get();
    }
  }

  /** Empty when it is committed; else what it collided with. */
  private Optional<SqlFailure> tried(Consumer<Sql> body) {
    Sql work = host.work();
    try {
      work.begin();
      body.accept(work);
      host.lease().fence(work);
      work.commit();
      return Optional.empty();
    } catch (SqlFailure e) {
      if (e.connectionLost()) {
        // Whether it was committed does not matter: what is left in the log is done again.
        host.renewWork();
        return Optional.of(e);
      }
      work.rollback();
      host.checkpoint();
      if (!isTransient(e) && !e.is(SqlState.UNIQUE_VIOLATION)) throw e;
      return Optional.of(e);
    } catch (SlipwayException e) {
      work.rollback();
      throw e;
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
