package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.ACCESS_SHARE;
import static io.slipway.postgres.LockMode.SHARE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.postgres.LockMode;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.IndexElement;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** ALTER TABLE … ADD constraint. Only a foreign key leaves readers alone. */
final class AddedConstraint {
  private final Tally tally;
  private final QualifiedName table;
  private final Set<String> dropped;
  private final boolean only;

  /** {@code dropped}: constraints the same command drops. {@code only}: ONLY was written. */
  AddedConstraint(Tally tally, QualifiedName table, Set<String> dropped, boolean only) {
    this.tally = tally;
    this.table = table;
    this.dropped = dropped;
    this.only = only;
  }

  void lock(ConstraintDef constraint) {
    switch (constraint.kind()) {
      case CHECK, NOT_NULL -> check(constraint);
      case FOREIGN_KEY -> foreignKey(constraint);
      case UNIQUE, PRIMARY_KEY -> unique(constraint);
      case EXCLUDE -> {
        tally.lock(table, ACCESS_EXCLUSIVE);
        tally.scan(tally.family(table));
      }
    }
  }

  private void check(ConstraintDef constraint) {
    tally.lock(tally.family(table), ACCESS_EXCLUSIVE);
    if (readsRows(constraint)) tally.scan(tally.family(table));
  }

  private static boolean readsRows(ConstraintDef constraint) {
    return !constraint.notValid() && !constraint.notEnforced();
  }

  private void foreignKey(ConstraintDef constraint) {
    new ForeignKeyLocks(tally).add(table, constraint, readsRows(constraint));
  }

  private void unique(ConstraintDef constraint) {
    tally.lock(table, ACCESS_EXCLUSIVE);
    boolean primaryKey = constraint.kind() == ConstraintDef.Kind.PRIMARY_KEY;
    if (constraint.usingIndex() != null) {
      adopt(constraint, primaryKey);
      return;
    }
    if (only && tally.is(table, Table.Kind.PARTITIONED)) return;
    // 18 makes a NOT NULL constraint on each partition first, under the strongest lock.
    LockMode onPartitions = primaryKey && tally.server().atLeast(18) ? ACCESS_EXCLUSIVE : SHARE;
    for (QualifiedName partition : tally.partitions(table)) {
      if (!partition.equals(tally.before().resolve(table))) tally.lock(partition, onPartitions);
    }
    tally.scan(tally.partitions(table));
  }

  /** The index is there; it is renamed where the constraint has another name. */
  private void adopt(ConstraintDef constraint, boolean primaryKey) {
    String index = Objects.requireNonNull(constraint.usingIndex());
    boolean renames = constraint.name() != null && !constraint.name().equals(index);
    QualifiedName name = tally.before().resolve(table).sibling(index);
    tally.lock(name, renames ? SHARE_UPDATE_EXCLUSIVE : ACCESS_SHARE);
    if (primaryKey && needsNotNullScan(name)) tally.scan(table);
  }

  private boolean needsNotNullScan(QualifiedName index) {
    List<String> columns =
        tally.before().index(index).map(Index::elements).orElse(List.of()).stream()
            .map(IndexElement::column)
            .filter(Objects::nonNull)
            .toList();
    Table of = tally.before().table(table).orElse(null);
    if (of == null || columns.isEmpty()) return true;
    return columns.stream().anyMatch(column -> !NotNullProof.holds(of, column, dropped));
  }
}
