package io.slipway.analysis;

import io.slipway.postgres.LockMode;
import io.slipway.sql.QualifiedName;
import java.util.List;

/**
 * What a statement does to relations, as measured in {@code lock-matrix.json}.
 *
 * @param locks every relation it locks (parents, partitions, referenced tables, indexes,
 *     sequences), strongest mode each
 * @param rewrites relations whose storage is written anew
 * @param scans tables read in full while their lock is held
 * @param waitsForSnapshots it waits for every older snapshot ({@code virtualxid}), as CREATE INDEX
 *     CONCURRENTLY does
 * @param certain false where the model does not know the statement and assumes the worst
 */
public record Effects(
    List<RelationLock> locks,
    List<QualifiedName> rewrites,
    List<QualifiedName> scans,
    boolean waitsForSnapshots,
    boolean certain) {
  public static final Effects NONE = new Effects(List.of(), List.of(), List.of(), false, true);

  public Effects {
    locks = List.copyOf(locks);
    rewrites = List.copyOf(rewrites);
    scans = List.copyOf(scans);
  }

  /** A lock on one relation. */
  public record RelationLock(QualifiedName relation, LockMode mode) {}
}
