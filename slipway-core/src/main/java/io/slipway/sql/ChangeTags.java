package io.slipway.sql;

import java.util.Locale;

/** Command tags of changes: one exhaustive switch. */
final class ChangeTags {
  private ChangeTags() {}

  static String of(Change change) {
    return switch (change) {
      case Change.CreateTable create -> create.foreign() ? "CREATE FOREIGN TABLE" : "CREATE TABLE";
      case Change.CreateTableAs as ->
          as.materializedView() ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS";
      case Change.AlterTable alter -> "ALTER " + upper(alter.kind());
      case Change.MoveAllInTablespace move -> "ALTER " + upper(move.kind());
      case Change.Truncate ignored -> "TRUNCATE TABLE";
      case Change.LockTable ignored -> "LOCK TABLE";
      case Change.Rename rename -> "ALTER " + upper(rename.relationKind());
      case Change.SetSchema set -> "ALTER " + upper(set.kind());
      case Change.SetOwner set -> "ALTER " + upper(set.kind());
      case Change.Drop drop -> "DROP " + upper(drop.kind());
      case Change.CommentOn ignored -> "COMMENT";
      case Change.Grant grant -> grant.grant() ? "GRANT" : "REVOKE";
      case Change.CreateIndex ignored -> "CREATE INDEX";
      case Change.Reindex ignored -> "REINDEX";
      case Change.CreateView ignored -> "CREATE VIEW";
      case Change.RefreshMaterializedView ignored -> "REFRESH MATERIALIZED VIEW";
      case Change.CreateSequence ignored -> "CREATE SEQUENCE";
      case Change.AlterSequence ignored -> "ALTER SEQUENCE";
      case Change.CreateType ignored -> "CREATE TYPE";
      case Change.AlterEnum ignored -> "ALTER TYPE";
      case Change.CreateDomain ignored -> "CREATE DOMAIN";
      case Change.AlterDomain ignored -> "ALTER DOMAIN";
      case Change.CreateRoutine routine -> "CREATE " + upper(routine.kind());
      case Change.AlterRoutine routine -> "ALTER " + upper(routine.kind());
      case Change.CreateTrigger ignored -> "CREATE TRIGGER";
      case Change.CreateRule ignored -> "CREATE RULE";
      case Change.CreatePolicy ignored -> "CREATE POLICY";
      case Change.AlterPolicy ignored -> "ALTER POLICY";
      case Change.DoBlock ignored -> "DO";
      case Change.CreateSchema ignored -> "CREATE SCHEMA";
      case Change.CreateExtension ignored -> "CREATE EXTENSION";
      case Change.CreateStatistics ignored -> "CREATE STATISTICS";
      case Change.AlterStatistics ignored -> "ALTER STATISTICS";
      case Change.Publication publication ->
          publication.create() ? "CREATE PUBLICATION" : "ALTER PUBLICATION";
      case Change.OutsideTransaction outside -> outside.command();
      case Change.NoRelation command -> command.command();
      case Change.Query query -> query.verb();
      case Change.Vacuum vacuum -> vacuum.vacuum() ? "VACUUM" : "ANALYZE";
      case Change.Cluster ignored -> "CLUSTER";
      case Change.Transaction transaction -> transaction.command();
      case Change.SetVariable set -> set.value() == null ? "RESET" : "SET";
      case Change.PsqlCommand psql -> "\\" + psql.command();
      case Change.Other other -> other.node();
      case Change.Unparsable ignored -> "UNPARSABLE";
    };
  }

  private static String upper(ObjectKind kind) {
    return kind.sql().toUpperCase(Locale.ROOT);
  }
}
