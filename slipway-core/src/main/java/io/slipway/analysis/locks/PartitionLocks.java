package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction.AttachPartition;
import io.slipway.sql.TableAction.DetachPartition;
import java.util.List;
import java.util.Optional;

/** Partitions coming and going: the parent, the default partition and the parent's references. */
final class PartitionLocks {
  private final Tally tally;

  PartitionLocks(Tally tally) {
    this.tally = tally;
  }

  void attach(QualifiedName parent, AttachPartition attach) {
    QualifiedName child = attach.partition();
    tally.lock(parent, SHARE_UPDATE_EXCLUSIVE);
    tally.lock(tally.family(child), ACCESS_EXCLUSIVE);
    PartitionBound bound = PartitionBound.of(partitionBy(parent), attach.bound());
    if (!before().table(child).map(bound::isProvenFor).orElse(false)) {
      tally.scan(tally.family(child));
    }
    defaultPartition(parent, bound);
    indexes(parent, child);
    foreignKeys(parent, child);
  }

  /** A new bound takes rows away from the default partition: it must have none of them. */
  private void defaultPartition(QualifiedName parent, PartitionBound bound) {
    for (Table table : before().children(parent)) {
      if (!table.defaultPartition()) continue;
      tally.lock(tally.family(table.name()), ACCESS_EXCLUSIVE);
      if (!bound.isExcludedFrom(table)) tally.scan(tally.family(table.name()));
    }
  }

  /** An index of the parent that the child lacks is built, under the child's lock. */
  private void indexes(QualifiedName parent, QualifiedName child) {
    List<Index> existing = before().indexesOf(child);
    for (Index index : before().indexesOf(parent)) {
      tally.lock(index.name(), SHARE_UPDATE_EXCLUSIVE);
      Optional<Index> match = existing.stream().filter(it -> sameShape(it, index)).findFirst();
      match.ifPresentOrElse(
          it -> tally.lock(it.name(), ACCESS_EXCLUSIVE), () -> tally.scan(tally.family(child)));
    }
  }

  private static boolean sameShape(Index one, Index other) {
    return one.method().equals(other.method())
        && (one.unique() || !other.unique())
        && keys(one).equals(keys(other));
  }

  private static List<String> keys(Index index) {
    return index.elements().stream()
        .map(it -> it.column() != null ? it.column() : String.valueOf(it.expression()))
        .toList();
  }

  private void foreignKeys(QualifiedName parent, QualifiedName child) {
    for (Constraint constraint : constraints(parent)) {
      if (constraint.kind() != Kind.FOREIGN_KEY || constraint.references() == null) continue;
      ForeignKeyLocks locks = new ForeignKeyLocks(tally);
      locks.reference(constraint.references());
      if (!hasForeignKey(child, constraint)) locks.check(child, constraint.references());
    }
  }

  private boolean hasForeignKey(QualifiedName child, Constraint parents) {
    return constraints(child).stream()
        .anyMatch(
            it ->
                it.kind() == Kind.FOREIGN_KEY
                    && it.validated()
                    && it.columns().equals(parents.columns())
                    && parents.references() != null
                    && parents.references().equals(it.references()));
  }

  /** CONCURRENTLY still ends with the strongest lock on the partition, once nobody uses it. */
  void detach(QualifiedName parent, DetachPartition detach) {
    boolean gentle = detach.concurrently() || detach.finalizing();
    tally.lock(parent, gentle ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
    tally.lock(detach.partition(), ACCESS_EXCLUSIVE);
    if (!gentle) lockDefaultPartition(parent);
    references(parent);
  }

  void lockDefaultPartition(QualifiedName parent) {
    before().children(parent).stream()
        .filter(Table::defaultPartition)
        .forEach(it -> tally.lock(it.name(), ACCESS_EXCLUSIVE));
  }

  private void references(QualifiedName parent) {
    constraints(parent).stream()
        .map(Constraint::references)
        .filter(it -> it != null)
        .forEach(new ForeignKeyLocks(tally)::reference);
  }

  /** CREATE TABLE … PARTITION OF: unlike ATTACH, it stops every reader of the parent. */
  void create(QualifiedName parent, String bound) {
    tally.lock(parent, ACCESS_EXCLUSIVE);
    defaultPartition(parent, PartitionBound.of(partitionBy(parent), bound));
    references(parent);
  }

  private String partitionBy(QualifiedName parent) {
    String by = before().table(parent).map(Table::partitionBy).orElse(null);
    return by == null ? "" : by;
  }

  private List<Constraint> constraints(QualifiedName table) {
    return before().table(table).map(Table::constraints).orElse(List.of());
  }

  private Catalog before() {
    return tally.before();
  }
}
