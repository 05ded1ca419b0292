package io.slipway.catalog;

import io.slipway.sql.Change.AlterTable;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;

/** ALTER TABLE and the statements that share its actions. */
final class TableActions {
  private final Catalog catalog;

  TableActions(Catalog catalog) {
    this.catalog = catalog;
  }

  void apply(AlterTable alter) {
    if (alter.kind() == ObjectKind.TYPE) return;
    if (alter.kind() == ObjectKind.INDEX) {
      alter.actions().forEach(action -> onIndex(alter.table(), action));
      return;
    }
    if (alter.ifExists() && catalog.table(alter.table()).isEmpty()) return;
    QualifiedName name =
        Known.table(catalog, alter.table(), Known.kind(alter.kind())).map(Table::name).orElse(null);
    if (name == null) return;
    for (TableAction action : Passes.inOrder(alter.actions())) {
      catalog.table(name).ifPresent(table -> apply(table, action, alter.only()));
    }
  }

  private void onIndex(QualifiedName index, TableAction action) {
    if (action instanceof TableAction.AttachPartition attach) {
      new Indexes(catalog).attach(index, attach.partition());
    }
  }

  private void apply(Table table, TableAction action, boolean only) {
    Columns columns = new Columns(catalog);
    Constraints constraints = new Constraints(catalog);
    switch (action) {
      case TableAction.AddColumn add -> columns.add(table, add);
      case TableAction.DropColumn drop -> new DroppedColumn(catalog).drop(table, drop.column());
      case TableAction.AlterType alter ->
          columns.alter(
              table,
              alter.column(),
              only,
              it -> it.withType(alter.type()).withCollation(alter.collation()));
      case TableAction.SetDefault set ->
          columns.alter(table, set.column(), only, it -> it.withDefaultValue(set.value()));
      case TableAction.DropDefault drop ->
          columns.alter(table, drop.column(), only, it -> it.withDefaultValue(null));
      case TableAction.SetNotNull set ->
          constraints.notNull(table.name(), set.column(), null, true);
      case TableAction.DropNotNull drop -> columns.dropNotNull(table, drop.column());
      case TableAction.SetExpression set ->
          columns.alter(table, set.column(), only, it -> it.withGeneratedAs(set.expression()));
      case TableAction.DropExpression drop -> columns.dropExpression(table, drop.column());
      case TableAction.AddIdentity add -> columns.addIdentity(table, add.column(), add.always());
      case TableAction.DropIdentity drop -> columns.dropIdentity(table, drop.column());
      case TableAction.AddConstraint add ->
          constraints.add(table.name(), add.constraint(), new Constraints.Mode(false, only));
      case TableAction.DropConstraint drop -> constraints.drop(table, drop.name(), only);
      case TableAction.ValidateConstraint validate -> constraints.validate(table, validate.name());
      case TableAction.AlterConstraint alter ->
          constraints.alter(table, alter.name(), alter.deferrable(), alter.enforced());
      case TableAction.AttachPartition attach -> new Partitions(catalog).attach(table, attach);
      case TableAction.DetachPartition detach -> new Partitions(catalog).detach(table, detach);
      case TableAction.Inherit inherit -> new Partitions(catalog).inherit(table, inherit.parent());
      case TableAction.NoInherit inherit ->
          new Partitions(catalog).disown(table, catalog.resolve(inherit.parent()));
      case TableAction.SetPersistence set ->
          catalog.put(table.edit().unlogged(!set.logged()).done());
      case TableAction.SwitchTrigger trigger -> new Triggers(catalog).enable(table, trigger);
      case TableAction.RowSecurity security -> rowSecurity(table, security.what());
      case TableAction.ReplicaIdentity identity ->
          catalog.put(table.edit().replicaIdentity(replicaIdentity(identity.kind())).done());
      case TableAction.SetOwner owner -> catalog.put(table.edit().owner(owner.owner()).done());
      case TableAction.SetIdentity ignored -> {}
      case TableAction.SetStatistics ignored -> {}
      case TableAction.SetStorage ignored -> {}
      case TableAction.SetCompression ignored -> {}
      case TableAction.SetColumnOptions ignored -> {}
      case TableAction.SetTablespace ignored -> {}
      case TableAction.SetAccessMethod ignored -> {}
      case TableAction.SetOptions ignored -> {}
      case TableAction.ClusterOn ignored -> {}
      case TableAction.SetWithoutCluster ignored -> {}
      case TableAction.SwitchRule ignored -> {}
      case TableAction.OfType ignored -> {}
      case TableAction.ChangeAttribute ignored -> {}
      case TableAction.Unrecognised ignored -> {}
    }
  }

  private void rowSecurity(Table table, String what) {
    switch (what) {
      case "ENABLE" -> catalog.put(table.edit().rowSecurity(true).done());
      case "DISABLE" -> catalog.put(table.edit().rowSecurity(false).done());
      default -> {} // FORCE and NO FORCE say who is subject to it, not whether it is on
    }
  }

  private static char replicaIdentity(String kind) {
    return switch (kind) {
      case "FULL" -> 'f';
      case "NOTHING" -> 'n';
      case "USING INDEX" -> 'i';
      default -> 'd';
    };
  }
}
