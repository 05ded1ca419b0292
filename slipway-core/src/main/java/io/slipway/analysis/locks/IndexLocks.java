package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.ACCESS_SHARE;
import static io.slipway.postgres.LockMode.SHARE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.postgres.LockMode;
import io.slipway.sql.Change.AlterTable;
import io.slipway.sql.Change.CreateIndex;
import io.slipway.sql.Change.Reindex;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;

/** CREATE INDEX, REINDEX, ALTER INDEX. */
final class IndexLocks {
  private final Tally tally;

  IndexLocks(Tally tally) {
    this.tally = tally;
  }

  void create(CreateIndex create) {
    boolean partitioned = tally.is(create.table(), Table.Kind.PARTITIONED);
    List<QualifiedName> built =
        partitioned && create.only() ? List.of() : tally.partitions(create.table());
    LockMode mode = create.concurrently() ? SHARE_UPDATE_EXCLUSIVE : SHARE;
    tally.lock(create.table(), mode);
    // IF NOT EXISTS found it: the lock was taken all the same.
    if (create.ifNotExists() && exists(create)) return;
    tally.lock(built, mode);
    tally.scan(built);
    if (create.concurrently()) tally.waitForSnapshots();
  }

  private boolean exists(CreateIndex create) {
    if (create.name() == null) return false;
    QualifiedName table = tally.before().resolve(create.table());
    return tally.before().index(table.sibling(create.name())).isPresent();
  }

  void reindex(Reindex reindex) {
    if (reindex.concurrently()) tally.waitForSnapshots();
    QualifiedName object = reindex.object();
    switch (reindex.target()) {
      case "INDEX" -> {
        if (object != null) index(object, reindex.concurrently());
      }
      case "TABLE" -> {
        if (object != null) table(object, reindex.concurrently());
      }
      default -> {
        tally.before().tables().forEach(it -> table(it.name(), reindex.concurrently()));
        tally.uncertain();
      }
    }
  }

  private void table(QualifiedName table, boolean concurrently) {
    for (QualifiedName member : tally.partitions(table)) {
      tally.lock(member, concurrently ? SHARE_UPDATE_EXCLUSIVE : SHARE);
      tally.before().indexesOf(member).forEach(it -> rebuild(it, concurrently));
    }
  }

  private void index(QualifiedName name, boolean concurrently) {
    Index index = tally.before().index(name).orElse(null);
    if (index == null) {
      tally.lock(name, concurrently ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
      tally.uncertain();
      return;
    }
    tally.lock(index.table(), concurrently ? SHARE_UPDATE_EXCLUSIVE : SHARE);
    rebuild(index, concurrently);
    tally.before().indexes().stream()
        .filter(it -> index.name().equals(it.parent()))
        .forEach(it -> index(it.name(), concurrently));
  }

  private void rebuild(Index index, boolean concurrently) {
    tally.lock(index.name(), concurrently ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
    if (tally.is(index.table(), Table.Kind.PARTITIONED)) return;
    tally.rewrite(index.name());
    tally.scan(index.table());
  }

  void alter(AlterTable alter) {
    alter.actions().forEach(action -> alter(alter.table(), action));
  }

  private void alter(QualifiedName index, TableAction action) {
    if (action instanceof TableAction.SetOptions options) {
      tally.lock(index, StorageOptions.lockFor(options.names()));
    } else if (action instanceof TableAction.SetStatistics) {
      tally.lock(index, SHARE_UPDATE_EXCLUSIVE);
    } else if (action instanceof TableAction.AttachPartition attach) {
      attach(index, attach.partition());
    } else {
      tally.lock(index, ACCESS_EXCLUSIVE);
      if (action instanceof TableAction.SetTablespace) tally.rewrite(index);
    }
  }

  private void attach(QualifiedName parent, QualifiedName child) {
    tally.lock(parent, SHARE_UPDATE_EXCLUSIVE);
    tally.lock(child, ACCESS_EXCLUSIVE);
    for (QualifiedName index : List.of(parent, child)) {
      tally.before().index(index).ifPresent(it -> tally.lock(it.table(), ACCESS_SHARE));
    }
  }
}
