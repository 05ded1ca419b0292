package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.catalog.Constraint;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction.AlterConstraint;
import java.util.Optional;

/** VALIDATE CONSTRAINT and ALTER CONSTRAINT. */
final class ConstraintLocks {
  private final Tally tally;
  private final QualifiedName table;

  ConstraintLocks(Tally tally, QualifiedName table) {
    this.tally = tally;
    this.table = table;
  }

  /** The one scan that lets everybody work. */
  void validate(String name) {
    Optional<Constraint> constraint = find(name);
    tally.lock(table, SHARE_UPDATE_EXCLUSIVE);
    if (constraint.map(Constraint::validated).orElse(false)) return;
    QualifiedName references = constraint.map(Constraint::references).orElse(null);
    if (references != null) {
      new ForeignKeyLocks(tally).validate(table, references);
    } else {
      tally.lock(tally.family(table), SHARE_UPDATE_EXCLUSIVE);
      tally.scan(tally.family(table));
    }
  }

  void alter(AlterConstraint alter) {
    tally.lock(table, ACCESS_EXCLUSIVE);
    Constraint constraint = find(alter.name()).orElse(null);
    if (constraint == null || constraint.kind() != Kind.FOREIGN_KEY) return;
    QualifiedName references = constraint.references();
    if (!Boolean.TRUE.equals(alter.enforced()) || references == null) return;
    ForeignKeyLocks foreignKeys = new ForeignKeyLocks(tally);
    foreignKeys.reference(references);
    foreignKeys.check(table, references);
  }

  private Optional<Constraint> find(String name) {
    return tally.before().table(table).flatMap(it -> it.constraint(name));
  }
}
