package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.ACCESS_SHARE;
import static io.slipway.postgres.LockMode.SHARE;
import static io.slipway.postgres.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.postgres.LockMode;
import io.slipway.sql.Change.AlterTable;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * ALTER TABLE on a table: what each action locks; the strongest wins. Levels are those of <a
 * href="https://www.postgresql.org/docs/current/sql-altertable.html">the manual</a>.
 */
final class AlterTableLocks {
  private final Tally tally;
  private final AlterTable alter;
  private final QualifiedName table;
  private final boolean sessionIsUtc;
  private final Set<String> dropped;

  AlterTableLocks(Tally tally, AlterTable alter, boolean sessionIsUtc) {
    this.tally = tally;
    this.alter = alter;
    this.table = alter.table();
    this.sessionIsUtc = sessionIsUtc;
    this.dropped =
        alter.actions().stream()
            .filter(TableAction.DropConstraint.class::isInstance)
            .map(action -> ((TableAction.DropConstraint) action).name())
            .collect(Collectors.toUnmodifiableSet());
  }

  void lock() {
    alter.actions().forEach(this::lock);
  }

  private void lock(TableAction action) {
    ColumnLocks column = new ColumnLocks(tally, table, dropped);
    StorageLocks storage = new StorageLocks(tally, table);
    switch (action) {
      case TableAction.AddColumn add -> AddedColumn.lock(tally, table, add.column());
      case TableAction.DropColumn drop ->
          new DropLocks(tally, drop.cascade()).column(table, drop.column());
      case TableAction.AlterType type -> new ChangedType(tally, type, sessionIsUtc).lock(table);
      case TableAction.SetDefault ignored -> family(ACCESS_EXCLUSIVE);
      case TableAction.DropDefault ignored -> family(ACCESS_EXCLUSIVE);
      case TableAction.SetNotNull set -> column.setNotNull(set.column());
      case TableAction.DropNotNull ignored -> family(ACCESS_EXCLUSIVE);
      case TableAction.SetExpression set -> column.setExpression(set.column());
      case TableAction.DropExpression ignored -> family(ACCESS_EXCLUSIVE);
      case TableAction.AddIdentity ignored -> family(ACCESS_EXCLUSIVE);
      case TableAction.SetIdentity set -> column.setIdentity(set.column());
      case TableAction.DropIdentity drop -> column.dropIdentity(drop.column());
      case TableAction.SetStatistics ignored -> family(SHARE_UPDATE_EXCLUSIVE);
      case TableAction.SetStorage ignored -> family(ACCESS_EXCLUSIVE);
      case TableAction.SetCompression ignored -> family(ACCESS_EXCLUSIVE);
      case TableAction.SetColumnOptions ignored -> family(SHARE_UPDATE_EXCLUSIVE);
      case TableAction.AddConstraint add ->
          new AddedConstraint(tally, table, dropped, alter.only()).lock(add.constraint());
      case TableAction.DropConstraint drop ->
          new DropLocks(tally, drop.cascade()).constraint(table, drop.name());
      case TableAction.ValidateConstraint validate ->
          new ConstraintLocks(tally, table).validate(validate.name());
      case TableAction.AlterConstraint constraint ->
          new ConstraintLocks(tally, table).alter(constraint);
      case TableAction.AttachPartition attach -> new PartitionLocks(tally).attach(table, attach);
      case TableAction.DetachPartition detach -> new PartitionLocks(tally).detach(table, detach);
      case TableAction.Inherit inherit -> related(inherit.parent(), SHARE_UPDATE_EXCLUSIVE);
      case TableAction.NoInherit inherit -> related(inherit.parent(), ACCESS_SHARE);
      case TableAction.SetPersistence set -> storage.persistence(set.logged());
      case TableAction.SetTablespace ignored -> storage.tablespace();
      case TableAction.SetAccessMethod set -> storage.accessMethod(set.method());
      case TableAction.SetOptions set -> tally.lock(table, StorageOptions.lockFor(set.names()));
      case TableAction.ClusterOn cluster -> {
        tally.lock(table, SHARE_UPDATE_EXCLUSIVE);
        index(cluster.index(), SHARE_UPDATE_EXCLUSIVE);
      }
      case TableAction.SetWithoutCluster ignored -> tally.lock(table, SHARE_UPDATE_EXCLUSIVE);
      case TableAction.SwitchTrigger ignored ->
          tally.lock(tally.partitions(table), SHARE_ROW_EXCLUSIVE);
      case TableAction.SwitchRule ignored -> tally.lock(table, ACCESS_EXCLUSIVE);
      case TableAction.RowSecurity ignored -> tally.lock(table, ACCESS_EXCLUSIVE);
      case TableAction.ReplicaIdentity identity -> {
        tally.lock(table, ACCESS_EXCLUSIVE);
        index(identity.index(), SHARE);
      }
      case TableAction.SetOwner owner -> storage.owner(owner.owner());
      case TableAction.OfType of -> related(of.type(), ACCESS_SHARE);
      case TableAction.ChangeAttribute ignored -> tally.lock(table, ACCESS_EXCLUSIVE);
      case TableAction.Unrecognised ignored -> {
        family(ACCESS_EXCLUSIVE);
        tally.uncertain();
      }
    }
  }

  private void family(LockMode mode) {
    tally.lock(tally.family(table, alter.only()), mode);
  }

  private void related(@Nullable QualifiedName other, LockMode mode) {
    tally.lock(table, ACCESS_EXCLUSIVE);
    if (other != null) tally.lock(other, mode);
  }

  private void index(@Nullable String index, LockMode mode) {
    if (index != null) tally.lock(tally.before().resolve(table).sibling(index), mode);
  }
}
