package io.slipway.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a step is taken back. */
public sealed interface Undo {
  /** The step changed nothing that stays. */
  record Nothing() implements Undo {}

  /**
   * Statements that take the step back; each can be repeated.
   *
   * @param mode together in one transaction, or each alone
   * @param loses what is lost by it, for the person who decides; null for nothing
   */
  record Sql(List<String> sql, List<LockNeed> locks, Mode mode, @Nullable String loses)
      implements Undo {
    public Sql {
      sql = List.copyOf(sql);
      locks = List.copyOf(locks);
    }
  }

  /**
   * The way back of a {@link Step.Switch}: the same, with the tables' roles exchanged.
   *
   * @param copy from the table that took over to the one it replaced
   * @param together makes a change of the one a change of the other, in the same transaction
   */
  record Back(
      TableCopy copy,
      List<String> together,
      List<String> sql,
      List<LockNeed> locks,
      @Nullable String loses)
      implements Undo {
    public Back {
      together = List.copyOf(together);
      sql = List.copyOf(sql);
      locks = List.copyOf(locks);
    }
  }

  /** Cannot be taken back. */
  record Impossible(String because) implements Undo {}
}
