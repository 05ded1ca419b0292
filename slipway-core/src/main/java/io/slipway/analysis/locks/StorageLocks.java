package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.catalog.Column;
import io.slipway.catalog.Table;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** ALTER TABLE actions that move or copy a table's files; they leave its children alone. */
final class StorageLocks {
  private final Tally tally;
  private final QualifiedName table;

  StorageLocks(Tally tally, QualifiedName table) {
    this.tally = tally;
    this.table = table;
  }

  void persistence(boolean logged) {
    tally.lock(table, ACCESS_EXCLUSIVE);
    Table known = tally.before().table(table).orElse(null);
    boolean already = known != null && known.unlogged() != logged;
    if (already) return;
    tally.rewriteHeap(table);
    if (tally.server().atLeast(15)) ownedSequences().forEach(this::rewriteSequence);
  }

  private void rewriteSequence(QualifiedName sequence) {
    tally.lock(sequence, ACCESS_EXCLUSIVE);
    tally.rewrite(sequence);
  }

  /** The files are copied block by block; indexes stay where they are. */
  void tablespace() {
    tally.lock(table, ACCESS_EXCLUSIVE);
    tally.rewrite(table);
  }

  /** A table that is not known to be anything else is a heap. */
  void accessMethod(@Nullable String method) {
    tally.lock(table, ACCESS_EXCLUSIVE);
    if (method != null && !method.equals("heap")) tally.rewriteHeap(table);
  }

  /** Indexes and owned sequences follow their table. */
  void owner(String owner) {
    tally.lock(table, ACCESS_EXCLUSIVE);
    boolean same = tally.before().table(table).map(it -> it.owner().equals(owner)).orElse(false);
    if (same) return;
    tally.lockIndexes(table, ACCESS_EXCLUSIVE);
    tally.lock(ownedSequences(), ACCESS_EXCLUSIVE);
  }

  private List<QualifiedName> ownedSequences() {
    return ownedSequences(tally, table);
  }

  static List<QualifiedName> ownedSequences(Tally tally, QualifiedName table) {
    return tally.before().table(table).map(Table::columns).orElse(List.of()).stream()
        .map(Column::ownedSequence)
        .filter(Objects::nonNull)
        .toList();
  }
}
