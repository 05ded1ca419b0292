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
   * @param planned the way back once the run is complete, where these statements would stop the
   *     application; null: there is no better one
   */
  record Sql(
      List<String> sql,
      List<LockNeed> locks,
      Mode mode,
      @Nullable String loses,
      @Nullable Planned planned)
      implements Undo {
    public Sql {
      sql = List.copyOf(sql);
      locks = List.copyOf(locks);
    }

    public Sql(List<String> sql, List<LockNeed> locks, Mode mode, @Nullable String loses) {
      this(sql, locks, mode, loses, null);
    }
  }

  /**
   * The inverse of a whole statement, planned like any migration when it is needed.
   *
   * @param statement takes the place of every step of its statement
   * @param loses what is lost by it; null for nothing
   * @param differs a query for the rows that would come back as something else; null: not asked
   */
  record Planned(String statement, @Nullable String loses, @Nullable String differs) {}

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
