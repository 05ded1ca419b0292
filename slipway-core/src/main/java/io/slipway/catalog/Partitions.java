package io.slipway.catalog;

import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Tables that join a parent and leave it: partitions and plain inheritance. */
final class Partitions {
  private final Catalog catalog;

  Partitions(Catalog catalog) {
    this.catalog = catalog;
  }

  void attach(Table parent, TableAction.AttachPartition attach) {
    Table child = Known.table(catalog, attach.partition()).orElse(null);
    if (child == null) return;
    String bound = attach.defaultPartition() ? "DEFAULT" : attach.bound();
    catalog.put(
        child
            .edit()
            .parents(List.of(parent.name()))
            .partitionBound(bound)
            .defaultPartition(attach.defaultPartition())
            .eachColumn(it -> withIdentityOf(parent, it))
            .done());
    cloneFromParent(child.name());
  }

  private static Column withIdentityOf(Table parent, Column column) {
    return parent
        .column(column.name())
        .map(it -> column.withIdentity(it.identity()))
        .orElse(column);
  }

  /** Gives a new partition its share of the parent's indexes, keys and row triggers. */
  void cloneFromParent(QualifiedName partition) {
    for (QualifiedName name : parentsOf(partition)) {
      Table parent = catalog.table(name).orElse(null);
      if (parent == null) continue;
      for (Index index : List.copyOf(catalog.indexesOf(name))) share(parent, partition, index);
      foreignKeys(parent, partition);
      triggers(parent, partition);
    }
  }

  private List<QualifiedName> parentsOf(QualifiedName child) {
    return catalog.table(child).map(Table::parents).orElse(List.of());
  }

  private void share(Table parent, QualifiedName partitionName, Index index) {
    Table partition = catalog.table(partitionName).orElse(null);
    if (partition == null) return;
    Constraint owner =
        parent.constraints().stream()
            .filter(it -> it.name().equals(index.constraint()))
            .findFirst()
            .orElse(null);
    if (owner == null) new Indexes(catalog).onPartition(partition, index);
    else new IndexConstraints(catalog).onPartition(partition, index, owner);
  }

  private void foreignKeys(Table parent, QualifiedName partition) {
    for (Constraint constraint : parent.constraints()) {
      if (constraint.kind() != Kind.FOREIGN_KEY) continue;
      Table table = catalog.table(partition).orElse(null);
      if (table == null) return;
      boolean has =
          table.constraints().stream().anyMatch(it -> Constraints.sameForeignKey(it, constraint));
      if (!has) new Constraints(catalog).addToPartitions(table, constraint);
    }
  }

  private void triggers(Table parent, QualifiedName partition) {
    for (Trigger trigger : parent.triggers()) {
      if (trigger.forEachRow()) new Triggers(catalog).put(partition, trigger);
    }
  }

  /** DETACH: the partition keeps what it has, less what only partitions have. */
  void detach(Table parent, TableAction.DetachPartition detach) {
    Table child = catalog.table(detach.partition()).orElse(null);
    if (child == null) return;
    for (Index index : List.copyOf(catalog.indexesOf(child.name()))) {
      catalog.put(index.withParent(null));
    }
    Set<String> cloned = rowTriggers(parent);
    catalog.put(
        child
            .edit()
            .parents(List.of())
            .partitionBound(null)
            .defaultPartition(false)
            .eachColumn(it -> it.withIdentity(Identity.NONE))
            .withoutTriggers(it -> cloned.contains(it.name()))
            .done());
    if (detach.concurrently()) keepBoundAsCheck(parent, child);
  }

  private static Set<String> rowTriggers(Table parent) {
    return parent.triggers().stream()
        .filter(Trigger::forEachRow)
        .map(Trigger::name)
        .collect(java.util.stream.Collectors.toSet());
  }

  /** DETACH … CONCURRENTLY leaves the bound behind as a CHECK. */
  private void keepBoundAsCheck(Table parent, Table child) {
    List<String> key = keyColumns(parent);
    String only = key.size() == 1 ? key.getFirst() : null;
    String name =
        DefaultNames.in(catalog, child.name()).constraint(child.name().name(), only, "check");
    String bound = Objects.requireNonNullElse(child.partitionBound(), "");
    Expression check =
        new Expression(bound, key, List.of(), List.of(), null, false, Set.copyOf(key));
    Constraint constraint =
        new Constraint(
            name, Kind.CHECK, key, check, null, List.of(), null, true, true, false, bound, null);
    catalog.table(child.name()).ifPresent(it -> catalog.put(it.edit().put(constraint).done()));
  }

  /** The plain columns of {@code RANGE (a, b)}. */
  private static List<String> keyColumns(Table parent) {
    String by = Objects.requireNonNullElse(parent.partitionBy(), "");
    List<String> columns = new ArrayList<>();
    int open = by.indexOf('(');
    if (open < 0) return columns;
    Exclusion.names(by.substring(open + 1, by.lastIndexOf(')'))).stream()
        .filter(it -> parent.column(it).isPresent())
        .forEach(columns::add);
    return columns;
  }

  void inherit(Table child, QualifiedName parentName) {
    Table parent = Known.table(catalog, parentName).orElse(null);
    if (parent == null) return;
    List<QualifiedName> parents = new ArrayList<>(child.parents());
    parents.add(parent.name());
    catalog.put(child.edit().parents(parents).done());
  }

  void disown(Table child, QualifiedName parent) {
    List<QualifiedName> parents = new ArrayList<>(child.parents());
    parents.remove(parent);
    catalog.put(child.edit().parents(parents).done());
  }
}
