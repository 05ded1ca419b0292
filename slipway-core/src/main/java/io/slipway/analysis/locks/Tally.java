package io.slipway.analysis.locks;

import io.slipway.analysis.Effects;
import io.slipway.analysis.Effects.RelationLock;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.postgres.LockMode;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The effects of one statement while they are being worked out. Adding the same thing twice, or a
 * weaker lock, changes nothing.
 */
final class Tally {
  private final Catalog before;
  private final ServerVersion server;
  private final Map<QualifiedName, LockMode> locks = new LinkedHashMap<>();
  private final Set<QualifiedName> rewrites = new LinkedHashSet<>();
  private final Set<QualifiedName> scans = new LinkedHashSet<>();
  private boolean waitsForSnapshots;
  private boolean certain = true;

  Tally(Catalog before, ServerVersion server) {
    this.before = before;
    this.server = server;
  }

  Catalog before() {
    return before;
  }

  ServerVersion server() {
    return server;
  }

  void lock(QualifiedName relation, LockMode mode) {
    locks.merge(before.resolve(relation), mode, LockMode::strongest);
  }

  void lock(List<QualifiedName> relations, LockMode mode) {
    relations.forEach(it -> lock(it, mode));
  }

  void lockIndexes(QualifiedName table, LockMode mode) {
    before.indexesOf(table).forEach(index -> lock(index.name(), mode));
  }

  void rewrite(QualifiedName relation) {
    rewrites.add(before.resolve(relation));
  }

  /** A partitioned table and a view hold no rows: reading them in full reads their children. */
  void scan(QualifiedName relation) {
    if (hasStorage(relation)) scans.add(before.resolve(relation));
  }

  void scan(List<QualifiedName> relations) {
    relations.forEach(this::scan);
  }

  /** The heap and every index are written anew, as ALTER TABLE's third phase does. */
  void rewriteHeap(QualifiedName table) {
    rewriteHeap(table, before.indexesOf(table));
  }

  /**
   * {@code kept}: the indexes that are rebuilt in place; others are made anew, as new relations.
   */
  void rewriteHeap(QualifiedName table, List<Index> kept) {
    if (!hasStorage(table)) return;
    rewrite(table);
    scan(table);
    lockIndexes(table, LockMode.ACCESS_EXCLUSIVE);
    kept.forEach(index -> rewrite(index.name()));
  }

  void waitForSnapshots() {
    waitsForSnapshots = true;
  }

  /** The worst was assumed. */
  void uncertain() {
    certain = false;
  }

  /** The table and, unless ONLY, everything that inherits from it or is a partition of it. */
  List<QualifiedName> family(QualifiedName table) {
    List<QualifiedName> family = new ArrayList<>();
    family.add(before.resolve(table));
    before.descendants(table).forEach(child -> family.add(child.name()));
    return family;
  }

  List<QualifiedName> family(QualifiedName table, boolean only) {
    return only ? List.of(before.resolve(table)) : family(table);
  }

  /** The partitions of a partitioned table; for others only the table: children are their own. */
  List<QualifiedName> partitions(QualifiedName table) {
    return is(table, Table.Kind.PARTITIONED) ? family(table) : List.of(before.resolve(table));
  }

  boolean is(QualifiedName table, Table.Kind kind) {
    return before.table(table).map(it -> it.kind() == kind).orElse(false);
  }

  /** Known not to be there: what IF EXISTS skips without a lock. */
  boolean isMissing(QualifiedName relation) {
    return before.complete()
        && before.table(relation).isEmpty()
        && before.index(relation).isEmpty()
        && before.view(relation).isEmpty();
  }

  Stream<Index> indexesMentioning(QualifiedName table, String column) {
    return before.indexesOf(table).stream().filter(index -> index.mentions(column));
  }

  void add(Effects other) {
    other.locks().forEach(lock -> lock(lock.relation(), lock.mode()));
    rewrites.addAll(other.rewrites());
    scans.addAll(other.scans());
    waitsForSnapshots |= other.waitsForSnapshots();
    certain &= other.certain();
  }

  Effects effects() {
    List<RelationLock> all =
        locks.entrySet().stream().map(it -> new RelationLock(it.getKey(), it.getValue())).toList();
    return new Effects(all, List.copyOf(rewrites), List.copyOf(scans), waitsForSnapshots, certain);
  }

  private boolean hasStorage(QualifiedName relation) {
    return before
        .table(relation)
        .map(
            it ->
                switch (it.kind()) {
                  case TABLE, MATERIALIZED_VIEW, SEQUENCE, FOREIGN -> true;
                  case PARTITIONED, VIEW -> false;
                })
        .orElse(true);
  }
}
