package io.slipway.catalog;

import io.slipway.sql.ConstraintDef;
import io.slipway.sql.TableAction;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which ALTER TABLE works off its actions, which is not the order they are written in:
 * {@code SET NOT NULL a, DROP NOT NULL a} leaves the column NOT NULL.
 */
final class Passes {
  private static final int DROP = 0;
  private static final int ALTER_TYPE = 1;
  private static final int ADD_COLUMN = 2;
  private static final int SET_EXPRESSION = 3;
  private static final int ADD_CHECK = 4;
  private static final int COLUMN_ATTRIBUTES = 5;
  private static final int ADD_KEY = 6;
  private static final int ADD_OTHER = 7;
  private static final int REST = 8;

  private Passes() {}

  static List<TableAction> inOrder(List<TableAction> written) {
    return written.stream().sorted(Comparator.comparingInt(Passes::of)).toList();
  }

  private static int of(TableAction action) {
    return switch (action) {
      case TableAction.DropColumn ignored -> DROP;
      case TableAction.DropDefault ignored -> DROP;
      case TableAction.DropNotNull ignored -> DROP;
      case TableAction.DropExpression ignored -> DROP;
      case TableAction.DropIdentity ignored -> DROP;
      case TableAction.DropConstraint ignored -> DROP;
      case TableAction.AlterType ignored -> ALTER_TYPE;
      case TableAction.AddColumn ignored -> ADD_COLUMN;
      case TableAction.SetExpression ignored -> SET_EXPRESSION;
      case TableAction.AddConstraint add -> of(add.constraint().kind());
      case TableAction.SetNotNull ignored -> COLUMN_ATTRIBUTES;
      case TableAction.SetIdentity ignored -> COLUMN_ATTRIBUTES;
      case TableAction.SetDefault ignored -> ADD_OTHER;
      case TableAction.AddIdentity ignored -> ADD_OTHER;
      case TableAction.SetStatistics ignored -> REST;
      case TableAction.SetStorage ignored -> REST;
      case TableAction.SetCompression ignored -> REST;
      case TableAction.SetColumnOptions ignored -> REST;
      case TableAction.ValidateConstraint ignored -> REST;
      case TableAction.AlterConstraint ignored -> REST;
      case TableAction.AttachPartition ignored -> REST;
      case TableAction.DetachPartition ignored -> REST;
      case TableAction.Inherit ignored -> REST;
      case TableAction.NoInherit ignored -> REST;
      case TableAction.SetPersistence ignored -> REST;
      case TableAction.SetTablespace ignored -> REST;
      case TableAction.SetAccessMethod ignored -> REST;
      case TableAction.SetOptions ignored -> REST;
      case TableAction.ClusterOn ignored -> REST;
      case TableAction.SetWithoutCluster ignored -> REST;
      case TableAction.SwitchTrigger ignored -> REST;
      case TableAction.SwitchRule ignored -> REST;
      case TableAction.RowSecurity ignored -> REST;
      case TableAction.ReplicaIdentity ignored -> REST;
      case TableAction.SetOwner ignored -> REST;
      case TableAction.OfType ignored -> REST;
      case TableAction.ChangeAttribute ignored -> REST;
      case TableAction.Unrecognised ignored -> REST;
    };
  }

  private static int of(ConstraintDef.Kind kind) {
    return switch (kind) {
      case CHECK, NOT_NULL -> ADD_CHECK;
      case PRIMARY_KEY, UNIQUE, EXCLUDE -> ADD_KEY;
      case FOREIGN_KEY -> ADD_OTHER;
    };
  }
}
