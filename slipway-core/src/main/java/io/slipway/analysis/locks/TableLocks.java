package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.ACCESS_SHARE;
import static io.slipway.postgres.LockMode.SHARE;
import static io.slipway.postgres.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.catalog.Catalog.Inbound;
import io.slipway.catalog.Table;
import io.slipway.sql.Change.AlterDomain;
import io.slipway.sql.Change.AlterSequence;
import io.slipway.sql.Change.AlterTable;
import io.slipway.sql.Change.Cluster;
import io.slipway.sql.Change.CreateTable;
import io.slipway.sql.Change.LockTable;
import io.slipway.sql.Change.Truncate;
import io.slipway.sql.Change.Vacuum;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Statements about whole tables, sequences and domains. */
final class TableLocks {
  private final Tally tally;

  TableLocks(Tally tally) {
    this.tally = tally;
  }

  /** A new table is nobody's yet; what it refers to is not. */
  void create(CreateTable create) {
    if (create.ifNotExists() && tally.before().table(create.table()).isPresent()) return;
    QualifiedName itself = tally.before().resolve(create.table());
    Stream<ConstraintDef> onColumns =
        create.columns().stream().flatMap(column -> column.constraints().stream());
    Stream.concat(onColumns, create.constraints().stream())
        .filter(it -> refersElsewhere(it, itself))
        .forEach(new ForeignKeyLocks(tally)::reference);
    create.likes().forEach(like -> tally.lock(like.table(), ACCESS_SHARE));
    tally.lock(create.inherits(), SHARE_UPDATE_EXCLUSIVE);
    if (create.ofType() != null) tally.lock(create.ofType(), ACCESS_SHARE);
    if (create.partitionOf() == null) return;
    String bound = create.partitionBound();
    new PartitionLocks(tally).create(create.partitionOf(), bound == null ? "" : bound);
  }

  private boolean refersElsewhere(ConstraintDef constraint, QualifiedName itself) {
    QualifiedName referenced = constraint.references();
    return referenced != null && !tally.before().resolve(referenced).equals(itself);
  }

  /** A new, empty file for the table and each of its indexes, which are then built over nothing. */
  void truncate(Truncate truncate) {
    for (QualifiedName table : truncated(truncate)) {
      tally.lock(table, ACCESS_EXCLUSIVE);
      tally.lockIndexes(table, ACCESS_EXCLUSIVE);
      if (truncate.restartIdentity()) {
        StorageLocks.ownedSequences(tally, table).forEach(this::restart);
      }
      if (tally.is(table, Table.Kind.PARTITIONED)) continue;
      tally.rewrite(table);
      tally.before().indexesOf(table).forEach(index -> tally.rewrite(index.name()));
      if (!tally.before().indexesOf(table).isEmpty()) tally.scan(table);
    }
  }

  private List<QualifiedName> truncated(Truncate truncate) {
    List<QualifiedName> all = new ArrayList<>();
    Deque<QualifiedName> open = new ArrayDeque<>(truncate.tables());
    while (!open.isEmpty()) {
      for (QualifiedName member : tally.family(open.poll())) {
        if (all.contains(member)) continue;
        all.add(member);
        if (!truncate.cascade()) continue;
        tally.before().inboundForeignKeys(member).stream().map(Inbound::table).forEach(open::add);
      }
    }
    return all;
  }

  private void restart(QualifiedName sequence) {
    tally.lock(sequence, ACCESS_EXCLUSIVE);
    tally.rewrite(sequence);
  }

  void lockTable(LockTable lock) {
    for (QualifiedName table : lock.tables()) {
      tally.lock(tally.family(table), lock.mode());
      tally
          .before()
          .view(table)
          .filter(view -> !view.materialized())
          .ifPresent(view -> tally.lock(view.reads(), lock.mode()));
    }
  }

  void sequence(AlterSequence alter) {
    if (alter.ifExists() && tally.isMissing(alter.sequence())) return;
    tally.lock(alter.sequence(), SHARE_ROW_EXCLUSIVE);
    if (alter.ownedByTable() != null) {
      tally.lock(alter.ownedByTable(), ACCESS_SHARE);
    } else {
      tally.rewrite(alter.sequence());
    }
  }

  void alterSequence(AlterTable alter) {
    tally.lock(alter.table(), ACCESS_EXCLUSIVE);
    boolean moved =
        alter.actions().stream()
            .anyMatch(
                it ->
                    it instanceof TableAction.SetPersistence
                        || it instanceof TableAction.SetTablespace);
    if (moved) tally.rewrite(alter.table());
  }

  /** Every table with a column of the domain is read, while nobody may write to it. */
  void domain(AlterDomain alter) {
    boolean reads =
        switch (alter.action()) {
          case "ADD CONSTRAINT" -> alter.constraint() == null || !alter.constraint().notValid();
          case "VALIDATE CONSTRAINT", "SET NOT NULL" -> true;
          default -> false;
        };
    if (!reads) return;
    for (Table table : tally.before().tables()) {
      if (table.columns().stream().noneMatch(it -> DropLocks.isOf(it, alter.domain()))) continue;
      tally.lock(table.name(), SHARE);
      tally.scan(table.name());
    }
  }

  void vacuum(Vacuum vacuum) {
    List<QualifiedName> tables =
        vacuum.tables().isEmpty()
            ? tally.before().tables().stream().map(Table::name).toList()
            : vacuum.tables();
    for (QualifiedName table : tables) {
      for (QualifiedName member : tally.partitions(table)) vacuum(vacuum, member);
    }
  }

  private void vacuum(Vacuum vacuum, QualifiedName table) {
    tally.lock(table, vacuum.full() ? ACCESS_EXCLUSIVE : SHARE_UPDATE_EXCLUSIVE);
    if (vacuum.full()) tally.rewriteHeap(table);
    if (!vacuum.vacuum()) tally.lockIndexes(table, ACCESS_SHARE);
  }

  void cluster(Cluster cluster) {
    List<QualifiedName> tables =
        cluster.table() == null
            ? tally.before().tables().stream().map(Table::name).toList()
            : tally.partitions(cluster.table());
    for (QualifiedName table : tables) {
      tally.lock(table, ACCESS_EXCLUSIVE);
      tally.rewriteHeap(table);
    }
    if (cluster.table() == null) tally.uncertain();
  }
}
