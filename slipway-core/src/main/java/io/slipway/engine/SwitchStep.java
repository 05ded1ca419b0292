package io.slipway.engine;

import io.slipway.backfill.Comparison;
import io.slipway.backfill.LogDrain;
import io.slipway.jdbc.Sql;
import io.slipway.plan.LockNeed;
import io.slipway.plan.Patience;
import io.slipway.plan.TableCopy;
import java.util.List;
import java.util.function.Consumer;

/** Puts one table into another's place, there or back. */
record SwitchStep(Sessions sessions, LockLadder ladder, String step) {
  /**
   * @param finish what commits with it
   */
  void run(TableCopy copy, List<LockNeed> locks, List<String> sql, Consumer<Sql> finish) {
    LogDrain drain = new LogDrain(new RunAsHost(sessions, step), copy);
    LockLadder.Task task =
        new LockLadder.Task(
            step, locks, Patience.BRIEF, () -> drain.until(Comparison.NEXT_TO_NOTHING));
    ladder.inTransaction(
        task,
        work -> {
          sql.forEach(work::execute);
          finish.accept(work);
        });
  }
}
