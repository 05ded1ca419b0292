package io.slipway.analysis;

import io.slipway.analysis.Effects.RelationLock;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How long writers (or readers too) wait for a statement as written. Rates are those measured on 5
 * million rows (two slow cores); what they are good for is the order of magnitude.
 */
final class Downtime {
  private static final double REWRITTEN_ROWS_PER_SECOND = 350_000;
  private static final double INDEXED_ROWS_PER_SECOND = 1_100_000;
  private static final double JOINED_ROWS_PER_SECOND = 2_800_000;
  private static final double CHECKED_ROWS_PER_SECOND = 8_000_000;

  private Downtime() {}

  /**
   * Empty where it depends on a size that is not known.
   *
   * @param pace of the server, 1 for the one the rates are of
   */
  static Optional<Duration> of(StatementContext in, double pace) {
    // The scan and the rewrite of TRUNCATE are those of an empty table.
    if (in.change() instanceof Change.Truncate) return Optional.of(Duration.ZERO);
    double seconds = 0;
    for (QualifiedName relation : worked(in)) {
      long rows = in.table(relation).map(it -> it.rows()).orElse(-1L);
      if (rows < 0) return Optional.empty();
      seconds += seconds(in, relation, rows);
    }
    return Optional.of(Duration.ofMillis(Math.round(seconds * 1000 / pace)));
  }

  /** Tables in use that are read or rewritten while a lock on them keeps writers out. */
  private static Set<QualifiedName> worked(StatementContext in) {
    Set<QualifiedName> worked = new LinkedHashSet<>();
    for (RelationLock lock : in.effects().locks()) {
      QualifiedName relation = lock.relation();
      boolean works =
          in.effects().scans().contains(relation) || in.effects().rewrites().contains(relation);
      boolean isTable = in.before().index(relation).isEmpty();
      if (works && isTable && lock.mode().blocksWrites() && in.isInUse(relation)) {
        worked.add(relation);
      }
    }
    return worked;
  }

  private static double seconds(StatementContext in, QualifiedName relation, long rows) {
    if (in.rewrites(relation)) {
      int indexes = in.before().indexesOf(relation).size();
      return rows / REWRITTEN_ROWS_PER_SECOND
          + Math.max(0, indexes - 1) * rows / INDEXED_ROWS_PER_SECOND;
    }
    return rows / rate(in.change());
  }

  private static double rate(Change change) {
    if (change instanceof Change.CreateIndex || change instanceof Change.Reindex) {
      return INDEXED_ROWS_PER_SECOND;
    }
    if (!(change instanceof Change.AlterTable alter)) return CHECKED_ROWS_PER_SECOND;
    return alter.actions().stream().mapToDouble(Downtime::rate).min().orElse(1);
  }

  private static double rate(TableAction action) {
    if (!(action instanceof TableAction.AddConstraint add)) return CHECKED_ROWS_PER_SECOND;
    return switch (add.constraint().kind()) {
      case UNIQUE, PRIMARY_KEY, EXCLUDE -> INDEXED_ROWS_PER_SECOND;
      case FOREIGN_KEY -> JOINED_ROWS_PER_SECOND;
      case CHECK, NOT_NULL -> CHECKED_ROWS_PER_SECOND;
    };
  }
}
