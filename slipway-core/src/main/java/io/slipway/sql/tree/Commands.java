package io.slipway.sql.tree;

import io.slipway.sql.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements that are known by their tag alone. */
final class Commands {
  /** They lock no table, view, index or sequence. */
  private static final Map<String, String> NO_RELATION =
      Map.ofEntries(
          Map.entry("AlterCollationStmt", "ALTER COLLATION"),
          Map.entry("AlterDatabaseRefreshCollStmt", "ALTER DATABASE"),
          Map.entry("AlterDatabaseSetStmt", "ALTER DATABASE"),
          Map.entry("AlterDefaultPrivilegesStmt", "ALTER DEFAULT PRIVILEGES"),
          Map.entry("AlterEventTrigStmt", "ALTER EVENT TRIGGER"),
          Map.entry("AlterFdwStmt", "ALTER FOREIGN DATA WRAPPER"),
          Map.entry("AlterForeignServerStmt", "ALTER SERVER"),
          Map.entry("AlterOpFamilyStmt", "ALTER OPERATOR FAMILY"),
          Map.entry("AlterOperatorStmt", "ALTER OPERATOR"),
          Map.entry("AlterRoleSetStmt", "ALTER ROLE"),
          Map.entry("AlterRoleStmt", "ALTER ROLE"),
          Map.entry("AlterTSConfigurationStmt", "ALTER TEXT SEARCH CONFIGURATION"),
          Map.entry("AlterTSDictionaryStmt", "ALTER TEXT SEARCH DICTIONARY"),
          Map.entry("AlterTableSpaceOptionsStmt", "ALTER TABLESPACE"),
          Map.entry("AlterTypeStmt", "ALTER TYPE"),
          Map.entry("AlterUserMappingStmt", "ALTER USER MAPPING"),
          Map.entry("CheckPointStmt", "CHECKPOINT"),
          Map.entry("ClosePortalStmt", "CLOSE CURSOR"),
          Map.entry("ConstraintsSetStmt", "SET CONSTRAINTS"),
          Map.entry("CreateAmStmt", "CREATE ACCESS METHOD"),
          Map.entry("CreateCastStmt", "CREATE CAST"),
          Map.entry("CreateConversionStmt", "CREATE CONVERSION"),
          Map.entry("CreateEventTrigStmt", "CREATE EVENT TRIGGER"),
          Map.entry("CreateFdwStmt", "CREATE FOREIGN DATA WRAPPER"),
          Map.entry("CreateForeignServerStmt", "CREATE SERVER"),
          Map.entry("CreateOpClassStmt", "CREATE OPERATOR CLASS"),
          Map.entry("CreateOpFamilyStmt", "CREATE OPERATOR FAMILY"),
          Map.entry("CreatePLangStmt", "CREATE LANGUAGE"),
          Map.entry("CreateRoleStmt", "CREATE ROLE"),
          Map.entry("CreateTransformStmt", "CREATE TRANSFORM"),
          Map.entry("CreateUserMappingStmt", "CREATE USER MAPPING"),
          Map.entry("DeallocateStmt", "DEALLOCATE"),
          Map.entry("DiscardStmt", "DISCARD"),
          Map.entry("DropUserMappingStmt", "DROP USER MAPPING"),
          Map.entry("FetchStmt", "FETCH"),
          Map.entry("ImportForeignSchemaStmt", "IMPORT FOREIGN SCHEMA"),
          Map.entry("ListenStmt", "LISTEN"),
          Map.entry("LoadStmt", "LOAD"),
          Map.entry("NotifyStmt", "NOTIFY"),
          Map.entry("UnlistenStmt", "UNLISTEN"),
          Map.entry("VariableShowStmt", "SHOW"));

  /** They refuse to run in a transaction block. */
  private static final Map<String, String> OUTSIDE_TRANSACTION =
      Map.of(
          "AlterSystemStmt", "ALTER SYSTEM",
          "CreateSubscriptionStmt", "CREATE SUBSCRIPTION",
          "CreateTableSpaceStmt", "CREATE TABLESPACE",
          "CreatedbStmt", "CREATE DATABASE",
          "DropSubscriptionStmt", "DROP SUBSCRIPTION",
          "DropTableSpaceStmt", "DROP TABLESPACE",
          "DropdbStmt", "DROP DATABASE");

  private static final Set<String> REFRESHES_SUBSCRIPTION =
      Set.of(
          "ALTER_SUBSCRIPTION_SET_PUBLICATION",
          "ALTER_SUBSCRIPTION_ADD_PUBLICATION",
          "ALTER_SUBSCRIPTION_DROP_PUBLICATION",
          "ALTER_SUBSCRIPTION_REFRESH");

  private Commands() {}

  static @Nullable Change of(Node statement) {
    String kind = statement.kind();
    String command = NO_RELATION.get(kind);
    if (command != null) return new Change.NoRelation(command);
    command = OUTSIDE_TRANSACTION.get(kind);
    if (command != null) return new Change.OutsideTransaction(command);
    return switch (kind) {
      case "AlterDatabaseStmt" -> alterDatabase(statement);
      case "AlterSubscriptionStmt" -> alterSubscription(statement);
      case "DefineStmt" -> define(statement);
      default -> null;
    };
  }

  private static Change alterDatabase(Node statement) {
    List<Node> options = statement.list("options");
    boolean moves = options.stream().anyMatch(o -> o.text("defname").equals("tablespace"));
    return moves
        ? new Change.OutsideTransaction("ALTER DATABASE")
        : new Change.NoRelation("ALTER DATABASE");
  }

  private static Change alterSubscription(Node statement) {
    return REFRESHES_SUBSCRIPTION.contains(statement.text("kind"))
        ? new Change.OutsideTransaction("ALTER SUBSCRIPTION")
        : new Change.NoRelation("ALTER SUBSCRIPTION");
  }

  private static Change define(Node statement) {
    return switch (statement.text("kind")) {
      case "OBJECT_TYPE" -> TypeChanges.createBase(statement);
      case "OBJECT_AGGREGATE" -> new Change.NoRelation("CREATE AGGREGATE");
      case "OBJECT_OPERATOR" -> new Change.NoRelation("CREATE OPERATOR");
      case "OBJECT_COLLATION" -> new Change.NoRelation("CREATE COLLATION");
      default -> new Change.NoRelation("CREATE TEXT SEARCH");
    };
  }
}
