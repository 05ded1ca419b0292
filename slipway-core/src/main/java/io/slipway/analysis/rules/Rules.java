package io.slipway.analysis.rules;

import io.slipway.analysis.Rule;
import java.util.List;
import java.util.Optional;

/** Every rule, sorted: adding one is a class, a page and a line here. */
public final class Rules {
  public static final List<Rule> ALL =
      List.of(
          new AddCheckScansTable(),
          new AddColumnConstraintScansTable(),
          new AddColumnRewritesTable(),
          new AddExcludeBlocksTable(),
          new AddForeignKeyScansTables(),
          new AddPrimaryKeyBlocksTable(),
          new AddUniqueBlocksTable(),
          new AlterDomainScansTables(),
          new AttachPartitionScansTable(),
          new BackfillHoldsLocks(),
          new BriefExclusiveLock(),
          new CachedPlansBreak(),
          new CascadeDropsDependents(),
          new ChangeTypeOfUsedColumn(),
          new ChangeTypeRebuildsDependents(),
          new ChangeTypeRewritesTable(),
          new ClusterRewritesTable(),
          new CoalesceLosesUpdates(),
          new CommandRefusesTransaction(),
          new ConcurrentIndexIfNotExists(),
          new ConcurrentIndexOnPartitioned(),
          new ConcurrentlyInDoBlock(),
          new ConcurrentlyInTransaction(),
          new ConstraintIfNotExists(),
          new CreateIndexBlocksWrites(),
          new CreateTriggerBlocksWrites(),
          new DeleteWithoutWhere(),
          new DetachPartitionBlocksTable(),
          new DisableTriggerDisablesForeignKeys(),
          new DropColumnBreaksApplication(),
          new DropDefaultBreaksWriters(),
          new DropForeignKeyLocksParent(),
          new DropIndexBlocksTable(),
          new DropIndexConcurrentlyMisused(),
          new DropIndexOfConstraint(),
          new DropTableLosesData(),
          new DropTriggerWithoutTable(),
          new EnumValueUsedInTransaction(),
          new ForeignKeyLocksParent(),
          new LockTableBlocks(),
          new MysqlTriggerBody(),
          new NewPartitionLocksParent(),
          new NotValidForeignKeyOnPartitioned(),
          new PrimaryKeyUsingIndexScansTable(),
          new PsqlCommandRefused(),
          new RefreshBlocksReaders(),
          new RefreshConcurrentlyWithoutUniqueIndex(),
          new ReindexBlocksTable(),
          new RenameBreaksApplication(),
          new RenamedTableKeepsForeignKeys(),
          new RequiredColumnWithoutDefault(),
          new ReservedWordAsName(),
          new RowSecurityDeniesAll(),
          new RowsChangedInOneTransaction(),
          new SetExpressionRewritesTable(),
          new SetLocalOutsideTransaction(),
          new SetNotNullScansTable(),
          new SeveralTablesLocked(),
          new StatisticsColumnMissing(),
          new StorageChangeRewritesTable(),
          new SyncTriggerMissesDelete(),
          new SyntaxError(),
          new TimeoutBreaksConcurrentBuild(),
          new TransactionControlUnderRunner(),
          new TruncateLosesData(),
          new UpdateWithoutWhere(),
          new VacuumFullRewritesTable(),
          new ValidateInSameTransaction());

  private Rules() {}

  public static Optional<Rule> bySlug(String slug) {
    return ALL.stream().filter(rule -> rule.slug().equals(slug)).findFirst();
  }
}
