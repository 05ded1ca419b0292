package io.slipway.sql.tree;

import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which statement becomes which change. */
final class StatementMapper {
  private final Bodies bodies;

  /** The file's line the statement starts on. */
  private final int firstLine;

  StatementMapper(Bodies bodies, int firstLine) {
    this.bodies = bodies;
    this.firstLine = firstLine;
  }

  Change map(Node statement, Source source) {
    Change change = tables(statement, source);
    if (change == null) change = rows(statement, source);
    if (change == null) change = objects(statement, source);
    if (change == null) change = code(statement, source);
    if (change == null) change = Commands.of(statement);
    return change == null ? other(statement) : change;
  }

  private static @Nullable Change tables(Node statement, Source source) {
    return switch (statement.kind()) {
      case "CreateStmt" -> Tables.create(statement, source, false);
      case "CreateForeignTableStmt" -> Tables.create(statement.get("base"), source, true);
      case "CreateTableAsStmt" -> Tables.createAs(statement, source);
      case "AlterTableStmt" -> Tables.alter(statement, source);
      case "AlterTableMoveAllStmt" -> Tables.moveAll(statement);
      case "TruncateStmt" -> Tables.truncate(statement);
      case "LockStmt" -> Tables.lock(statement);
      case "ViewStmt" -> Tables.createView(statement, source);
      case "RefreshMatViewStmt" -> Tables.refresh(statement);
      case "IndexStmt" -> Indexes.create(statement, source);
      case "ReindexStmt" -> Indexes.reindex(statement);
      case "VacuumStmt" -> Indexes.vacuum(statement);
      case "ClusterStmt" -> Indexes.cluster(statement);
      case "CreateStatsStmt" -> Indexes.createStatistics(statement);
      case "AlterStatsStmt" -> new Change.AlterStatistics(Names.ofList(statement.list("defnames")));
      case "CreateSeqStmt" -> Indexes.createSequence(statement);
      case "AlterSeqStmt" -> Indexes.alterSequence(statement);
      default -> null;
    };
  }

  private @Nullable Change rows(Node statement, Source source) {
    return switch (statement.kind()) {
      case "SelectStmt" ->
          statement.has("intoClause")
              ? Tables.selectInto(statement, source)
              : Queries.of(statement, source);
      case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "CopyStmt", "CallStmt" ->
          Queries.of(statement, source);
      case "ExplainStmt", "PrepareStmt", "DeclareCursorStmt" ->
          inner(statement.get("query"), source);
      case "ExecuteStmt" -> new Change.NoRelation("EXECUTE");
      default -> null;
    };
  }

  /** What is explained creates nothing: the query of CREATE TABLE AS is read. */
  private Change inner(Node query, Source source) {
    return query.is("CreateTableAsStmt")
        ? Queries.of(query.get("query"), source)
        : map(query, source);
  }

  private @Nullable Change objects(Node statement, Source source) {
    return switch (statement.kind()) {
      case "DropStmt" -> Objects.drop(statement);
      case "DropRoleStmt" -> Objects.dropRole(statement);
      case "RenameStmt" -> Objects.rename(statement);
      case "AlterObjectSchemaStmt" -> Objects.setSchema(statement);
      case "AlterOwnerStmt" -> Objects.setOwner(statement);
      case "CommentStmt" -> Objects.comment(statement);
      case "GrantStmt" -> Objects.grant(statement);
      case "GrantRoleStmt" -> Objects.grantRole(statement);
      case "CreateSchemaStmt" -> Objects.createSchema(statement, source, this);
      case "CreateExtensionStmt" ->
          new Change.CreateExtension(statement.text("extname"), statement.flag("if_not_exists"));
      case "CreatePublicationStmt" -> Objects.publication(statement, true);
      case "AlterPublicationStmt" -> Objects.publication(statement, false);
      case "CreateEnumStmt" -> TypeChanges.createEnum(statement);
      case "CompositeTypeStmt" -> TypeChanges.createComposite(statement, source);
      case "CreateRangeStmt" -> TypeChanges.createRange(statement);
      case "AlterEnumStmt" -> TypeChanges.alterEnum(statement);
      case "CreateDomainStmt" -> TypeChanges.createDomain(statement, source);
      case "AlterDomainStmt" -> TypeChanges.alterDomain(statement, source);
      default -> null;
    };
  }

  private @Nullable Change code(Node statement, Source source) {
    return switch (statement.kind()) {
      case "CreateFunctionStmt" ->
          Routines.create(statement, source, bodies.ofRoutine(statement, source, firstLine));
      case "AlterFunctionStmt" -> Routines.alter(statement);
      case "DoStmt" -> Routines.doBlock(statement, source, bodies, firstLine);
      case "CreateTrigStmt" -> Routines.createTrigger(statement);
      case "RuleStmt" -> Routines.createRule(statement);
      case "CreatePolicyStmt" -> Routines.policy(statement, source, true);
      case "AlterPolicyStmt" -> Routines.policy(statement, source, false);
      case "TransactionStmt" -> Session.transaction(statement);
      case "VariableSetStmt" -> Session.set(statement);
      default -> null;
    };
  }

  private static Change other(Node statement) {
    List<QualifiedName> relations = new ArrayList<>(Facts.of(statement).reads());
    Node relation = statement.get("relation");
    if (relation.has("relname")) relations.add(Names.relation(relation));
    else if (isRelation(statement)) relations.add(Names.object(statement.get("object")));
    return new Change.Other(statement.kind(), relations);
  }

  private static boolean isRelation(Node statement) {
    return switch (Kinds.of(statement.text("objtype"))) {
      case TABLE, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE -> true;
      default -> false;
    };
  }
}
