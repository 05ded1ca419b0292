package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.SHARE_ROW_EXCLUSIVE;

import io.slipway.catalog.Column;
import io.slipway.catalog.Table;
import io.slipway.postgres.LockMode;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.QualifiedName;
import java.util.Optional;
import java.util.Set;

/** ALTER TABLE … ALTER COLUMN, where more than the table's own lock is involved. */
final class ColumnLocks {
  private final Tally tally;
  private final QualifiedName table;
  private final Set<String> dropped;

  ColumnLocks(Tally tally, QualifiedName table, Set<String> dropped) {
    this.tally = tally;
    this.table = table;
    this.dropped = dropped;
  }

  void setNotNull(String column) {
    for (QualifiedName member : tally.family(table)) {
      tally.lock(member, ACCESS_EXCLUSIVE);
      Optional<Table> known = tally.before().table(member);
      boolean proven = known.map(it -> NotNullProof.holds(it, column, dropped)).orElse(false);
      if (!proven) tally.scan(member);
    }
  }

  void setExpression(String column) {
    tally.lock(tally.family(table), ACCESS_EXCLUSIVE);
    boolean virtual = column(column).map(it -> it.generated() == Generated.VIRTUAL).orElse(false);
    if (!virtual) tally.family(table).forEach(tally::rewriteHeap);
  }

  void setIdentity(String column) {
    tally.lock(tally.family(table), ACCESS_EXCLUSIVE);
    sequence(column, SHARE_ROW_EXCLUSIVE);
  }

  void dropIdentity(String column) {
    tally.lock(tally.family(table), ACCESS_EXCLUSIVE);
    sequence(column, ACCESS_EXCLUSIVE);
  }

  private void sequence(String column, LockMode mode) {
    column(column).map(Column::ownedSequence).ifPresent(it -> tally.lock(it, mode));
  }

  private Optional<Column> column(String column) {
    return tally.before().table(table).flatMap(it -> it.column(column));
  }
}
