package io.slipway.plan;

import io.slipway.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest thing the engine runs. The engine is dull on purpose: the variety lives in the
 * strategies. Closed; a new kind needs an ADR.
 */
public sealed interface Step {
  /** Unique in its plan, stable across planning the same statement: {@code 2-expand-3}. */
  String id();

  /** One line for people: {@code add column orders.customer_email}. */
  String title();

  Undo undo();

  /**
   * Statements that change the schema, or data in one go.
   *
   * @param locks what it locks of what others use
   * @param afterOldSnapshots wait until no transaction is left whose snapshot is older than the
   *     work before this step: a REPEATABLE READ reader would otherwise see rows as they were
   *     before the backfill, under the new name
   */
  record Ddl(
      String id,
      String title,
      List<String> sql,
      List<LockNeed> locks,
      Mode mode,
      Patience patience,
      boolean afterOldSnapshots,
      Probe probe,
      Undo undo)
      implements Step {
    public Ddl {
      sql = List.copyOf(sql);
      locks = List.copyOf(locks);
    }
  }

  /**
   * A change of many rows, in chunks of a key range, each in its own transaction together with its
   * progress.
   *
   * @param table the table whose rows change
   * @param key the columns the ranges are made of, in index order; empty: ranges of {@code ctid}
   * @param action what happens to the rows of a chunk
   * @param todo rows still to do, a condition without the range; null: all rows. Re-evaluated at
   *     every chunk, so that a repeated chunk does nothing
   * @param strided commit each chunk in strides, so that updates stay HOT (no index on the assigned
   *     columns)
   * @param silentForTriggers run with {@code session_replication_role = replica}: no user trigger
   *     fires
   */
  record Backfill(
      String id,
      String title,
      QualifiedName table,
      List<String> key,
      RowAction action,
      @Nullable String todo,
      boolean strided,
      boolean silentForTriggers,
      BackfillOptions options,
      Undo undo)
      implements Step {
    public Backfill {
      key = List.copyOf(key);
    }
  }

  /** What a backfill does to the rows of a chunk. */
  sealed interface RowAction {
    /**
     * @param assignments UPDATE's SET list: {@code "total_new" = "total"}
     */
    record Update(String assignments) implements RowAction {}

    record Delete() implements RowAction {}
  }

  /**
   * The guide's progressive options; zero or null where the engine decides.
   *
   * @param batchSize rows a chunk; 0: sized by time
   * @param delayMs pause between chunks
   * @param maxDurationMs stop, resumable, after this long; 0: never
   * @param rolloutPercentage stop, resumable, after this share of the key space; 100: all
   */
  record BackfillOptions(int batchSize, long delayMs, long maxDurationMs, int rolloutPercentage) {
    public static final BackfillOptions DEFAULT = new BackfillOptions(0, 0, 0, 100);
  }

  /**
   * Fills a table with the rows of another, in chunks of its key, each in its own transaction
   * together with its progress, and keeps up with the log meanwhile.
   */
  record Copy(String id, String title, TableCopy copy, BackfillOptions options, Undo undo)
      implements Step {}

  /**
   * Brings a copy in step until next to nothing is left in the log, compares every row with its
   * source in single snapshots, and repairs what differs by its key; what differs twice stops the
   * plan.
   */
  record Drain(String id, String title, TableCopy copy) implements Step {
    @Override
    public Undo undo() {
      return new Undo.Nothing();
    }
  }

  /**
   * One short transaction in which a table takes another's place. Before every try for its locks
   * the copy is brought in step, so that little is left to do once they are held.
   *
   * @param sql begins with what the log still names
   */
  record Switch(
      String id,
      String title,
      TableCopy copy,
      List<String> together,
      List<String> sql,
      List<LockNeed> locks,
      Undo undo)
      implements Step {
    public Switch {
      together = List.copyOf(together);
      sql = List.copyOf(sql);
      locks = List.copyOf(locks);
    }
  }

  /**
   * Checks that must hold before the plan goes on.
   *
   * @param violations a query without side effects; each row it returns is a violation, its columns
   *     name the key. Add no LIMIT: the runner does
   */
  record Verify(String id, String title, String violations, String explanation) implements Step {
    @Override
    public Undo undo() {
      return new Undo.Nothing();
    }
  }

  /**
   * Waits, and lets the run end meanwhile (exit code 12).
   *
   * @param version the application version that must be everywhere; null where a person approves
   * @param because what the application must have stopped or begun to do
   * @param removals what nobody may use behind it
   */
  record Gate(
      String id, String title, @Nullable String version, String because, List<Removal> removals)
      implements Step {
    public Gate {
      removals = List.copyOf(removals);
    }

    public Gate(String id, String title, @Nullable String version, String because) {
      this(id, title, version, because, List.of());
    }

    @Override
    public Undo undo() {
      return new Undo.Nothing();
    }
  }
}
