package io.slipway.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One action of ALTER TABLE (also ALTER INDEX, VIEW, SEQUENCE, MATERIALIZED VIEW, FOREIGN TABLE,
 * TYPE where they share it), named as <a
 * href="https://www.postgresql.org/docs/current/sql-altertable.html">the manual</a> names them.
 */
public sealed interface TableAction {
  record AddColumn(ColumnDef column, boolean ifNotExists) implements TableAction {}

  record DropColumn(String column, boolean ifExists, boolean cascade) implements TableAction {}

  record AlterType(
      String column, SqlType type, @Nullable Expression using, @Nullable String collation)
      implements TableAction {}

  record SetDefault(String column, Expression value) implements TableAction {}

  record DropDefault(String column) implements TableAction {}

  record SetNotNull(String column) implements TableAction {}

  record DropNotNull(String column) implements TableAction {}

  record SetExpression(String column, Expression expression) implements TableAction {}

  record DropExpression(String column, boolean ifExists) implements TableAction {}

  record AddIdentity(String column, boolean always) implements TableAction {}

  record SetIdentity(String column) implements TableAction {}

  record DropIdentity(String column, boolean ifExists) implements TableAction {}

  record SetStatistics(String column) implements TableAction {}

  record SetStorage(String column) implements TableAction {}

  record SetCompression(String column) implements TableAction {}

  /** ALTER COLUMN … SET (n_distinct = …) and RESET. */
  record SetColumnOptions(String column) implements TableAction {}

  record AddConstraint(ConstraintDef constraint) implements TableAction {}

  record DropConstraint(String name, boolean ifExists, boolean cascade) implements TableAction {}

  record ValidateConstraint(String name) implements TableAction {}

  /**
   * ALTER CONSTRAINT: deferrability, or ENFORCED (18). {@code enforced} is null where it is not
   * mentioned.
   */
  record AlterConstraint(String name, boolean deferrable, @Nullable Boolean enforced)
      implements TableAction {}

  /**
   * @param defaultPartition FOR VALUES was DEFAULT
   */
  record AttachPartition(QualifiedName partition, boolean defaultPartition, String bound)
      implements TableAction {}

  record DetachPartition(QualifiedName partition, boolean concurrently, boolean finalizing)
      implements TableAction {}

  record Inherit(QualifiedName parent) implements TableAction {}

  record NoInherit(QualifiedName parent) implements TableAction {}

  record SetPersistence(boolean logged) implements TableAction {}

  record SetTablespace(String tablespace) implements TableAction {}

  /**
   * @param method null for SET ACCESS METHOD DEFAULT (17)
   */
  record SetAccessMethod(@Nullable String method) implements TableAction {}

  /** SET (…) or RESET (…) of storage parameters. */
  record SetOptions(List<String> names, boolean reset) implements TableAction {
    public SetOptions {
      names = List.copyOf(names);
    }
  }

  record ClusterOn(String index) implements TableAction {}

  record SetWithoutCluster() implements TableAction {}

  /**
   * @param trigger null for ALL and USER
   */
  record SwitchTrigger(@Nullable String trigger, boolean enable, boolean all)
      implements TableAction {}

  record SwitchRule(String rule, boolean enable) implements TableAction {}

  /** ENABLE, DISABLE, FORCE, NO FORCE ROW LEVEL SECURITY. */
  record RowSecurity(String what) implements TableAction {}

  /**
   * @param kind DEFAULT, FULL, NOTHING or USING INDEX
   */
  record ReplicaIdentity(String kind, @Nullable String index) implements TableAction {}

  record SetOwner(String owner) implements TableAction {}

  record OfType(@Nullable QualifiedName type) implements TableAction {}

  /** Composite types: ADD/DROP/ALTER ATTRIBUTE. */
  record ChangeAttribute(String attribute, boolean cascade) implements TableAction {}

  /** Anything else; treated as if it took the strongest lock. */
  record Unrecognised(String subtype) implements TableAction {}
}
