package io.slipway.plan.strategies;

import io.slipway.catalog.Column;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.Mode;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the actions of an ALTER TABLE back, last first. */
final class TableInverse {
  private final StatementContext context;
  private final Change.AlterTable change;
  private final QualifiedName name;
  private final @Nullable Table before;
  private final List<String> sql = new ArrayList<>();
  private Mode mode = Mode.IN_TRANSACTION;
  private @Nullable String loses;
  private @Nullable String impossible;

  private TableInverse(StatementContext context, Change.AlterTable change) {
    this.context = context;
    this.change = change;
    this.name = context.before().resolve(change.table());
    this.before = context.before().table(change.table()).orElse(null);
  }

  static Undo of(StatementContext context, Change.AlterTable change) {
    TableInverse inverse = new TableInverse(context, change);
    for (TableAction action : change.actions().reversed()) inverse.add(action);
    if (inverse.impossible != null) return new Undo.Impossible(inverse.impossible);
    if (inverse.sql.isEmpty()) return new Undo.Nothing();
    return new Undo.Sql(inverse.sql, List.of(), inverse.mode, inverse.loses, inverse.planned());
  }

  private void add(TableAction action) {
    switch (action) {
      case TableAction.AddColumn it -> addColumn(it);
      case TableAction.DropColumn it -> dropColumn(it);
      case TableAction.AlterType it -> alterType(it);
      case TableAction.SetDefault it -> restoreDefault(it.column());
      case TableAction.DropDefault it -> restoreDefault(it.column());
      case TableAction.SetNotNull it -> allowNull(it.column());
      case TableAction.DropNotNull it -> restoreNotNull(it.column());
      case TableAction.SetExpression ignored -> unknown("the expression before is not recorded");
      case TableAction.DropExpression ignored -> unknown("the expression before is not recorded");
      case TableAction.AddIdentity it ->
          alter("ALTER COLUMN " + quoted(it.column()) + " DROP IDENTITY IF EXISTS");
      case TableAction.SetIdentity it -> restoreIdentity(it.column());
      case TableAction.DropIdentity ignored -> unknown("the sequence is gone");
      case TableAction.SetStatistics ignored -> unknown("the target before is not recorded");
      case TableAction.SetStorage ignored -> unknown("the storage before is not recorded");
      case TableAction.SetCompression ignored -> unknown("the compression before is not recorded");
      case TableAction.SetColumnOptions ignored -> unknown("the options before are not recorded");
      case TableAction.AddConstraint it -> addConstraint(it);
      case TableAction.DropConstraint it -> dropConstraint(it.name());
      case TableAction.ValidateConstraint ignored -> {}
      case TableAction.AlterConstraint ignored -> unknown("the constraint before is not recorded");
      case TableAction.AttachPartition it -> alter("DETACH PARTITION " + it.partition().sql());
      case TableAction.DetachPartition it -> attachAgain(it.partition());
      case TableAction.Inherit it -> alter("NO INHERIT " + it.parent().sql());
      case TableAction.NoInherit it -> alter("INHERIT " + it.parent().sql());
      case TableAction.SetPersistence it -> alter(it.logged() ? "SET UNLOGGED" : "SET LOGGED");
      case TableAction.SetTablespace ignored -> unknown("the tablespace before is not recorded");
      case TableAction.SetAccessMethod ignored -> unknown("the method before is not recorded");
      case TableAction.SetOptions it -> restoreOptions(it);
      case TableAction.ClusterOn ignored -> alter("SET WITHOUT CLUSTER");
      case TableAction.SetWithoutCluster ignored -> unknown("the index before is not recorded");
      case TableAction.SwitchTrigger it -> switchBack(it);
      case TableAction.SwitchRule it ->
          alter((it.enable() ? "DISABLE" : "ENABLE") + " RULE " + quoted(it.rule()));
      case TableAction.RowSecurity it -> alter(opposite(it.what()) + " ROW LEVEL SECURITY");
      case TableAction.ReplicaIdentity ignored -> restoreReplicaIdentity();
      case TableAction.SetOwner ignored -> restoreOwner();
      case TableAction.OfType ignored -> unknown("the type before is not recorded");
      case TableAction.ChangeAttribute ignored -> unknown("the type before is not recorded");
      case TableAction.Unrecognised it -> unknown("the inverse of " + it.subtype() + " is unknown");
    }
  }

  /** Of a type change that stands alone: others are left to their statements. */
  private Undo.@Nullable Planned planned() {
    if (before == null || change.actions().size() != 1) return null;
    if (!(change.actions().getFirst() instanceof TableAction.AlterType it)) return null;
    Column old = column(it.column());
    return old == null
        ? null
        : new Undo.Planned(
            Conversions.back(before, old, it.type()),
            isAsItWas(it, old) ? null : Conversions.RECAST,
            null);
  }

  private void alter(String action) {
    String kind = Inverse.upper(change.kind());
    sql.add("ALTER " + kind + " " + name.sql() + " " + action);
  }

  private void unknown(String because) {
    if (impossible == null) impossible = because;
  }

  private static String quoted(String name) {
    return Identifier.quote(name);
  }

  private @Nullable Column column(String column) {
    return before == null ? null : before.column(column).orElse(null);
  }

  private void addColumn(TableAction.AddColumn it) {
    if (it.ifNotExists() && column(it.column().name()) != null) return;
    alter("DROP COLUMN IF EXISTS " + quoted(it.column().name()));
  }

  private void dropColumn(TableAction.DropColumn it) {
    Column dropped = column(it.column());
    if (dropped == null && it.ifExists() && context.before().complete()) return;
    if (dropped == null || before == null) unknown("the column's definition is not known");
    else {
      Undo back = ColumnRestored.of(context, before, dropped);
      if (!(back instanceof Undo.Sql restored)) return;
      sql.addAll(restored.sql());
      mode = Mode.ALONE;
      loses = restored.loses();
    }
  }

  private void alterType(TableAction.AlterType it) {
    Column old = column(it.column());
    if (old == null) unknown("the type before is not known");
    else {
      String type = old.type().sql();
      String column = quoted(it.column());
      String collate =
          old.collation() == null ? "" : " COLLATE " + Definitions.collation(old.collation());
      alter(
          "ALTER COLUMN " + column + " TYPE " + type + collate + " USING " + column + "::" + type);
      loses =
          (isAsItWas(it, old) ? "" : Conversions.RECAST + "; ")
              + "values that do not fit "
              + type
              + "; it rewrites the table where the types differ";
    }
  }

  private static boolean isAsItWas(TableAction.AlterType it, Column old) {
    return it.using() == null && Conversions.comesBack(old.type(), it.type());
  }

  private void restoreDefault(String column) {
    Column old = column(column);
    if (old == null) unknown("the default before is not known");
    else if (old.defaultValue() == null) {
      alter("ALTER COLUMN " + quoted(column) + " DROP DEFAULT");
    } else {
      alter("ALTER COLUMN " + quoted(column) + " SET DEFAULT " + old.defaultValue().sql());
    }
  }

  private void allowNull(String column) {
    Column old = column(column);
    if (old == null || !old.notNull()) alter("ALTER COLUMN " + quoted(column) + " DROP NOT NULL");
  }

  private void restoreNotNull(String column) {
    Column old = column(column);
    if (old == null || before == null) unknown("whether it was NOT NULL is not known");
    else if (old.notNull()) {
      NotNull.sql(context, before, column).forEach(sql::add);
      mode = Mode.ALONE;
      loses = "NULLs that were written since make it fail";
    }
  }

  private void restoreIdentity(String column) {
    Column old = column(column);
    if (old == null || old.identity() == Identity.NONE) unknown("the identity is not known");
    else {
      alter("ALTER COLUMN " + quoted(column) + " SET " + Definitions.identity(old.identity()));
    }
  }

  private void addConstraint(TableAction.AddConstraint it) {
    String constraint = Chosen.constraint(context, change.table(), it.constraint());
    if (constraint == null) unknown("the constraint's name is not known");
    else alter("DROP CONSTRAINT IF EXISTS " + quoted(constraint));
  }

  private void dropConstraint(String constraint) {
    Constraint old = before == null ? null : before.constraint(constraint).orElse(null);
    if (old == null || before == null) unknown("the constraint's definition is not known");
    else {
      sql.addAll(restored(context, before, old));
      mode = Mode.ALONE;
    }
  }

  /** Statements that bring a dropped constraint back without blocking. */
  static List<String> restored(StatementContext context, Table table, Constraint constraint) {
    String alter = "ALTER TABLE " + table.name().sql() + " ";
    String name = Identifier.quote(constraint.name());
    String again = alter + "ADD " + Definitions.constraint(constraint.name(), constraint);
    if (Definitions.canBeNotValid(constraint.kind())) {
      if (!constraint.enforced()) return List.of(again);
      if (!constraint.validated()) return List.of(again + " NOT VALID");
      return List.of(again + " NOT VALID", alter + "VALIDATE CONSTRAINT " + name);
    }
    Index index = context.before().index(table.name().sibling(constraint.name())).orElse(null);
    if (index == null || constraint.kind() == Kind.EXCLUDE) return List.of(again);
    return List.of(
        IndexText.concurrently(IndexText.definition(index), index.name().name()),
        alter
            + "ADD CONSTRAINT "
            + name
            + (constraint.kind() == Kind.PRIMARY_KEY ? " PRIMARY KEY" : " UNIQUE")
            + " USING INDEX "
            + name
            + (constraint.deferrable() ? " DEFERRABLE" : ""));
  }

  private void attachAgain(QualifiedName partition) {
    Table child = context.before().table(partition).orElse(null);
    if (child == null || (child.partitionBound() == null && !child.defaultPartition())) {
      unknown("the partition's bound is not known");
    } else {
      String bound = child.defaultPartition() ? "DEFAULT" : child.partitionBound();
      alter("ATTACH PARTITION " + child.name().sql() + " " + bound);
    }
  }

  private void restoreOptions(TableAction.SetOptions it) {
    if (it.reset()) unknown("the parameters before are not recorded");
    else {
      alter("RESET (" + String.join(", ", it.names()) + ")");
      loses = "values the parameters had before";
    }
  }

  private void switchBack(TableAction.SwitchTrigger it) {
    if (it.trigger() == null) unknown("which triggers were enabled is not recorded");
    else alter((it.enable() ? "DISABLE" : "ENABLE") + " TRIGGER " + quoted(it.trigger()));
  }

  private static String opposite(String what) {
    return switch (what) {
      case "ENABLE" -> "DISABLE";
      case "DISABLE" -> "ENABLE";
      case "FORCE" -> "NO FORCE";
      default -> "FORCE";
    };
  }

  private void restoreReplicaIdentity() {
    char kind = before == null ? 'i' : before.replicaIdentity();
    switch (kind) {
      case 'd' -> alter("REPLICA IDENTITY DEFAULT");
      case 'f' -> alter("REPLICA IDENTITY FULL");
      case 'n' -> alter("REPLICA IDENTITY NOTHING");
      default -> unknown("the index of the replica identity is not recorded");
    }
  }

  private void restoreOwner() {
    if (before == null || before.owner().isEmpty()) unknown("the owner before is not recorded");
    else alter("OWNER TO " + quoted(before.owner()));
  }
}
