package io.slipway.engine;

import io.slipway.backfill.LogDrain;
import io.slipway.jdbc.Sql;
import io.slipway.plan.LockNeed;
import io.slipway.plan.Patience;
import io.slipway.plan.TableCopy;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts one table into another's place, there or back. A transaction that took its snapshot before
 * and comes to the table after must find in the one what it would have found in the other. So first
 * every change is made in both; then the log is emptied; then every older snapshot is waited for;
 * and if there was nothing to do for the log meanwhile, the tables change places.
 */
final class SwitchStep {
  private final Sessions sessions;
  private final LockLadder ladder;
  private final String step;
  private boolean areSnapshotsNew;

  SwitchStep(Sessions sessions, LockLadder ladder, String step) {
    this.sessions = sessions;
    this.ladder = ladder;
    this.step = step;
  }

  /**
   * What is done to whom.
   *
   * @param copy from the table that leaves to the one that takes its place
   */
  record Turn(TableCopy copy, List<String> together, List<LockNeed> locks, List<String> sql) {}

  /**
   * @param finish what commits with it
   */
  void run(Turn turn, Consumer<Sql> finish) {
    LogDrain drain = new LogDrain(new RunAsHost(sessions, step), turn.copy());
    drain.prepare(turn.together());
    LockLadder.Task task =
        new LockLadder.Task(step, turn.locks(), Patience.BRIEF, () -> bringInStep(drain));
    Instant since = sessions.surroundings().clock().instant();
    while (true) {
      try {
        ladder.inTransaction(
            task,
            work -> {
              if (!isEmpty(work, turn.copy())) throw new LateChange(turn.copy());
              turn.sql().forEach(work::execute);
              finish.accept(work);
            });
        return;
      } catch (LateChange e) {
        Instant now = sessions.surroundings().clock().instant();
        if (since.plus(sessions.surroundings().settings().lockDeadline()).isBefore(now)) throw e;
      }
    }
  }

  /** What is brought over by a batch, older snapshots do not see. */
  private void bringInStep(LogDrain drain) {
    areSnapshotsNew &= !drain.until(0);
    while (!areSnapshotsNew) {
      OldSnapshots.waitUntilGone(sessions, step);
      areSnapshotsNew = !drain.until(0);
    }
  }

  private static boolean isEmpty(Sql work, TableCopy copy) {
    return work.one("SELECT NOT EXISTS (SELECT FROM " + copy.log().sql() + ")", row -> row.flag(1));
  }

  /** A change that was only logged came between the last look and the lock. */
  private static final class LateChange extends SlipwayException {
    LateChange(TableCopy copy) {
      super(
          Problem.of(
              "ENGINE-18",
              Kind.RETRYABLE,
              "rows of %s go on changing in a way that its copy cannot follow at once"
                  .formatted(copy.source()),
              "Statements that trade unique values between rows, or transactions that collide with"
                  + " the copy, leave their keys in %s. Nothing was switched."
                      .formatted(copy.log()),
              "Go on at a quieter time: slipway migrate"));
    }
  }
}
