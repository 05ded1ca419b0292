package io.slipway.backfill;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.plan.Step;
import io.slipway.postgres.SqlState;
import io.slipway.problem.SlipwayException;
import io.slipway.state.Shards;
import io.slipway.state.Shards.Shard;
import io.slipway.throttle.Watchdog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Changes the rows of one range in one transaction, together with the progress. */
final class Chunks {
  /** Shorter than deadlock_timeout: the server never has to choose a victim between us and them. */
  private static final String LOCK_TIMEOUT = "100ms";

  /** How long anybody may wait for a chunk before it is cancelled; also under deadlock_timeout. */
  private static final Duration MOST_WAIT = Duration.ofMillis(500);

  private final Host host;
  private final Step.Backfill step;
  private final Pace pace;
  private final Shards shards;
  private Duration longestWait = Duration.ZERO;
  private double hotShare = 1;

  Chunks(Host host, Step.Backfill step, Pace pace, Shards shards) {
    this.host = host;
    this.step = step;
    this.pace = pace;
    this.shards = shards;
  }

  Duration longestWait() {
    return longestWait;
  }

  /** Of the updates seen lately in later strides, the share that touched no index. */
  double hotShare() {
    return hotShare;
  }

  /**
   * One transaction's work.
   *
   * @param condition narrows the range: a stride; null for all of it
   * @param isWhole the range is done with it
   */
  record Piece(
      String target,
      Shard shard,
      Range range,
      @Nullable String condition,
      boolean isWhole,
      int batchSize) {}

  ChunkOutcome attempt(Piece piece) {
    Sql work = host.work();
    Duration budget = pace.budget().compareTo(MOST_WAIT) < 0 ? pace.budget() : MOST_WAIT;
    // Whom it waits for is not asked: it waits 100 ms at most.
    Watchdog.Guarded session =
        new Watchdog.Guarded(work.pid(), budget, work::cancel, holders -> {});
    try (Watchdog.Watch watch = host.watchdog().guard(session)) {
      try {
        return inTransaction(work, piece, watch);
      } finally {
        if (watch.longest().compareTo(longestWait) > 0) longestWait = watch.longest();
      }
    } catch (SqlFailure e) {
      if (e.connectionLost()) return new ChunkOutcome.Lost();
      work.rollback();
      host.checkpoint();
      if (!isTransient(e)) throw e;
      return new ChunkOutcome.GivenUp(e.said());
    } catch (SlipwayException e) {
      work.rollback();
      throw e;
    }
  }

  private ChunkOutcome inTransaction(Sql work, Piece piece, Watchdog.Watch watch) {
    work.begin();
    settings(work);
    long since = System.nanoTime();
    long rows = work.update(sql(piece), piece.range().values());
    if (piece.condition() != null && !piece.isWhole()) observeHot(work);
    // Our commit would raise 40001 in a REPEATABLE READ session that waits for one of these rows;
    // a rollback costs nobody anything.
    if (rows > 0 && watch.anybodyWaits()) {
      work.rollback();
      return new ChunkOutcome.GivenUp("an application session waited for a row");
    }
    shards.advance(
        work, piece.shard().number(), piece.isWhole() ? piece.range().next() : null, rows);
    host.progress().chunk(work, rows, piece.batchSize());
    host.lease().fence(work);
    work.commit();
    return new ChunkOutcome.Committed(rows, Duration.ofNanos(System.nanoTime() - since));
  }

  private void settings(Sql work) {
    Duration statement = pace.target().multipliedBy(20);
    long most = Math.max(5_000, statement.toMillis());
    work.query(
        """
        SELECT set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true),
               set_config('synchronous_commit', 'off', true),
               set_config('enable_seqscan', 'off', true)""",
        row -> true,
        LOCK_TIMEOUT,
        most + "ms");
    if (step.silentForTriggers()) work.execute("SET LOCAL session_replication_role = replica");
  }

  private String sql(Piece piece) {
    StringBuilder where = new StringBuilder(piece.range().where());
    if (piece.condition() != null) where.append(" AND ").append(piece.condition());
    if (step.todo() != null) where.append(" AND (").append(step.todo()).append("\n)");
    return switch (step.action()) {
      case Step.RowAction.Update update ->
          "UPDATE " + piece.target() + " SET " + update.assignments() + "\n WHERE " + where;
      case Step.RowAction.Delete delete -> "DELETE FROM " + piece.target() + " WHERE " + where;
    };
  }

  private void observeHot(Sql work) {
    double share =
        work.one(
            """
            SELECT CASE WHEN pg_stat_get_xact_tuples_updated(to_regclass(?)) > 0
                        THEN pg_stat_get_xact_tuples_hot_updated(to_regclass(?))::float8
                             / pg_stat_get_xact_tuples_updated(to_regclass(?))
                        ELSE -1 END""",
            row -> row.real(1),
            step.table().sql(),
            step.table().sql(),
            step.table().sql());
    if (share >= 0) hotShare = hotShare * 0.8 + share * 0.2;
  }

  private static boolean isTransient(SqlFailure failure) {
    return switch (failure.sqlState()) {
      case SqlState.LOCK_NOT_AVAILABLE,
          SqlState.DEADLOCK_DETECTED,
          SqlState.SERIALIZATION_FAILURE,
          SqlState.QUERY_CANCELED ->
          true;
      default -> false;
    };
  }
}
