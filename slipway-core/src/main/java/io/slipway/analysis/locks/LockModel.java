package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.ACCESS_SHARE;
import static io.slipway.postgres.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.analysis.Effects;
import io.slipway.catalog.Catalog;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Change;

/**
 * What every statement does to every relation, by server version; see <a
 * href="https://www.postgresql.org/docs/current/explicit-locking.html">Explicit Locking</a>. Every
 * claim is measured: {@code LockMatrixTest} compares it with real servers.
 *
 * @param sessionIsUtc whether the session's TimeZone is known to be UTC: it decides whether
 *     timestamp to timestamptz rewrites
 */
public record LockModel(ServerVersion server, boolean sessionIsUtc) {
  public LockModel(ServerVersion server) {
    this(server, false);
  }

  /** The effects of {@code change} on a schema as it stands before it. */
  public Effects effects(Change change, Catalog before) {
    Tally tally = new Tally(before, server);
    lock(tally, change);
    return tally.effects();
  }

  private void lock(Tally tally, Change change) {
    TableLocks tables = new TableLocks(tally);
    QueryLocks queries = new QueryLocks(tally);
    RenameLocks names = new RenameLocks(tally);
    IndexLocks indexes = new IndexLocks(tally);
    switch (change) {
      case Change.CreateTable create -> tables.create(create);
      case Change.CreateTableAs create -> queries.createTableAs(create);
      case Change.AlterTable alter -> alter(tally, alter);
      case Change.MoveAllInTablespace ignored -> tally.uncertain();
      case Change.Truncate truncate -> tables.truncate(truncate);
      case Change.LockTable lock -> tables.lockTable(lock);
      case Change.Rename rename -> names.rename(rename);
      case Change.SetSchema set -> names.setSchema(set.kind(), set.object());
      case Change.SetOwner set -> names.setOwner(set.kind(), set.object(), set.newOwner());
      case Change.Drop drop -> new DropLocks(tally, drop.cascade()).drop(drop);
      case Change.CommentOn comment -> names.comment(comment);
      case Change.Grant grant -> names.grant(grant);
      case Change.CreateIndex create -> indexes.create(create);
      case Change.Reindex reindex -> indexes.reindex(reindex);
      case Change.CreateView create -> queries.createView(create);
      case Change.RefreshMaterializedView refresh -> queries.refresh(refresh);
      case Change.CreateSequence create -> {
        if (create.ownedByTable() != null) tally.lock(create.ownedByTable(), ACCESS_SHARE);
      }
      case Change.AlterSequence alter -> tables.sequence(alter);
      case Change.CreateType ignored -> {}
      case Change.AlterEnum ignored -> {}
      case Change.CreateDomain ignored -> {}
      case Change.AlterDomain alter -> tables.domain(alter);
      case Change.CreateRoutine ignored -> {}
      case Change.AlterRoutine ignored -> {}
      case Change.CreateTrigger create -> {
        tally.lock(tally.partitions(create.table()), SHARE_ROW_EXCLUSIVE);
        if (create.referenced() != null) tally.lock(create.referenced(), ACCESS_SHARE);
      }
      case Change.CreateRule create -> tally.lock(create.relation(), ACCESS_EXCLUSIVE);
      case Change.CreatePolicy create -> tally.lock(create.table(), ACCESS_EXCLUSIVE);
      case Change.AlterPolicy alter -> tally.lock(alter.table(), ACCESS_EXCLUSIVE);
      case Change.DoBlock block -> {
        block.nested().forEach(nested -> tally.add(effects(nested.change(), tally.before())));
        if (block.dynamic()) tally.uncertain();
      }
      case Change.CreateSchema create -> create.elements().forEach(it -> lock(tally, it));
      case Change.CreateExtension ignored -> {}
      case Change.CreateStatistics create -> tally.lock(create.tables(), SHARE_UPDATE_EXCLUSIVE);
      case Change.AlterStatistics ignored -> {}
      case Change.Publication publication ->
          tally.lock(publication.tables(), SHARE_UPDATE_EXCLUSIVE);
      case Change.OutsideTransaction ignored -> {}
      case Change.NoRelation ignored -> {}
      case Change.Query query -> queries.query(query);
      case Change.Vacuum vacuum -> tables.vacuum(vacuum);
      case Change.Cluster cluster -> tables.cluster(cluster);
      case Change.Transaction ignored -> {}
      case Change.SetVariable ignored -> {}
      case Change.PsqlCommand ignored -> {}
      case Change.Other other -> {
        tally.lock(other.relations(), ACCESS_EXCLUSIVE);
        tally.uncertain();
      }
      case Change.Unparsable ignored -> tally.uncertain();
    }
  }

  private void alter(Tally tally, Change.AlterTable alter) {
    if (alter.ifExists() && tally.isMissing(alter.table())) return;
    switch (alter.kind()) {
      case INDEX -> new IndexLocks(tally).alter(alter);
      case SEQUENCE -> new TableLocks(tally).alterSequence(alter);
      case VIEW, TYPE -> tally.lock(alter.table(), ACCESS_EXCLUSIVE);
      default -> new AlterTableLocks(tally, alter, sessionIsUtc).lock();
    }
  }
}
