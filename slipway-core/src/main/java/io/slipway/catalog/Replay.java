package io.slipway.catalog;

import io.slipway.sql.Change;

/**
 * Turns the image before a statement into the image after it, as PostgreSQL 18 would. The statement
 * is taken to succeed: what would fail is for analysis to say. A law test compares the outcome with
 * a real server's catalog.
 */
public final class Replay {
  private Replay() {}

  /**
   * Applies the change to the catalog. Costs what the change touches, not what the schema holds.
   */
  public static void apply(Change change, Catalog catalog) {
    switch (change) {
      case Change.CreateTable create -> new Tables(catalog).create(create);
      case Change.CreateTableAs create -> new Tables(catalog).createAs(create);
      case Change.AlterTable alter -> new TableActions(catalog).apply(alter);
      case Change.Rename rename -> new Renames(catalog).apply(rename);
      case Change.SetSchema set -> new Renames(catalog).apply(set);
      case Change.SetOwner owner -> owner(owner, catalog);
      case Change.Drop drop -> new Drops(catalog).apply(drop);
      case Change.CommentOn comment -> new Comments(catalog).apply(comment);
      case Change.CreateIndex create -> new Indexes(catalog).create(create);
      case Change.CreateView create -> new Views(catalog).create(create);
      case Change.CreateSequence create -> new Sequences(catalog).create(create);
      case Change.AlterSequence alter -> new Sequences(catalog).alter(alter);
      case Change.CreateType create -> new Types(catalog).create(create);
      case Change.AlterEnum alter -> new Types(catalog).alter(alter);
      case Change.CreateDomain create -> new Types(catalog).create(create);
      case Change.AlterDomain alter -> new Types(catalog).alter(alter);
      case Change.CreateRoutine create -> new Routines(catalog).create(create);
      case Change.CreateTrigger create -> new Triggers(catalog).create(create);
      case Change.CreatePolicy create -> new Policies(catalog).create(create);
      case Change.AlterPolicy alter -> new Policies(catalog).alter(alter);
      case Change.CreateSchema create -> new Schemas(catalog).create(create);
      case Change.DoBlock block -> new Blocks(catalog).apply(block);
      case Change.Transaction transaction -> new Sessions(catalog).apply(transaction);
      case Change.SetVariable set -> new Sessions(catalog).apply(set);
      case Change.Query query -> new Sessions(catalog).apply(query);
      case Change.MoveAllInTablespace ignored -> {}
      case Change.Truncate ignored -> {}
      case Change.LockTable ignored -> {}
      case Change.Grant ignored -> {}
      case Change.Reindex ignored -> {}
      case Change.RefreshMaterializedView ignored -> {}
      case Change.AlterRoutine ignored -> {}
      case Change.CreateRule ignored -> {}
      case Change.CreateExtension ignored -> {}
      case Change.CreateStatistics ignored -> {}
      case Change.AlterStatistics ignored -> {}
      case Change.Publication ignored -> {}
      case Change.OutsideTransaction ignored -> {}
      case Change.NoRelation ignored -> {}
      case Change.Vacuum ignored -> {}
      case Change.Cluster ignored -> {}
      case Change.PsqlCommand ignored -> {}
      case Change.Other ignored -> {}
      case Change.Unparsable ignored -> {}
    }
  }

  private static void owner(Change.SetOwner set, Catalog catalog) {
    catalog
        .table(set.object())
        .ifPresent(table -> catalog.put(table.edit().owner(set.newOwner()).done()));
  }
}
