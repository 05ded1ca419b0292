package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.Expression;
import io.slipway.sql.IndexElement;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Indexes made, attached and removed, on partitions too. */
final class Indexes {
  private final Catalog catalog;

  Indexes(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Change.CreateIndex create) {
    Table table = Known.table(catalog, create.table()).orElse(null);
    if (table == null) return;
    String name = create.name() == null ? name(table, create) : create.name();
    QualifiedName qualified = table.name().sibling(name);
    if (create.ifNotExists() && catalog.hasRelation(qualified)) return;
    Index index =
        new Index(
            qualified,
            table.name(),
            create.unique(),
            false,
            true,
            create.nullsNotDistinct(),
            create.method().isEmpty() ? "btree" : create.method(),
            create.elements(),
            create.include(),
            create.predicate(),
            null,
            null,
            "",
            null);
    put(table, index, create.only());
  }

  private String name(Table table, Change.CreateIndex create) {
    return name(table, create.elements(), create.include());
  }

  private String name(Table table, List<IndexElement> elements, List<String> include) {
    return DefaultNames.in(catalog, table.name())
        .relation(table.name().name(), DefaultNames.ofElements(elements, include), "idx");
  }

  private void put(Table table, Index index, boolean only) {
    boolean partitioned = table.kind() == Table.Kind.PARTITIONED;
    List<Table> partitions = partitioned ? catalog.children(table.name()) : List.of();
    Index made = index.withValid(!only || partitions.isEmpty());
    catalog.put(made.withDefinition(IndexText.of(made)));
    if (only) return;
    for (Table partition : partitions) onPartition(partition, index);
  }

  /** The partition's share of a partitioned index: its own that fits, or a new one. */
  void onPartition(Table partition, Index parent) {
    if (partition.kind() == Table.Kind.FOREIGN) return;
    for (Index own : catalog.indexesOf(partition.name())) {
      if (own.parent() == null && own.valid() && fits(own, parent)) {
        catalog.put(own.withParent(parent.name()));
        return;
      }
    }
    String name = name(partition, parent.elements(), parent.include());
    Index index =
        parent
            .withName(partition.name().sibling(name))
            .withTable(partition.name())
            .withParent(parent.name());
    put(partition, index, false);
  }

  /** Whether a partition's index can stand for its part of the partitioned one. */
  static boolean fits(Index own, Index parent) {
    return own.unique() == parent.unique()
        && own.nullsNotDistinct() == parent.nullsNotDistinct()
        && own.method().equals(parent.method())
        && own.include().size() == parent.include().size()
        && sameElements(own.elements(), parent.elements())
        && Objects.equals(text(own.predicate()), text(parent.predicate()));
  }

  private static boolean sameElements(List<IndexElement> one, List<IndexElement> other) {
    if (one.size() != other.size()) return false;
    for (int i = 0; i < one.size(); i++) {
      if (!Objects.equals(one.get(i).column(), other.get(i).column())) return false;
      if (!Objects.equals(text(one.get(i).expression()), text(other.get(i).expression()))) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String text(@Nullable Expression expression) {
    return expression == null ? null : expression.sql().replaceAll("\\s+", "");
  }

  /** ALTER INDEX … ATTACH PARTITION: the parent becomes valid with its last partition. */
  void attach(QualifiedName parentName, QualifiedName childName) {
    Index parent = catalog.index(parentName).orElse(null);
    Index child = catalog.index(childName).orElse(null);
    if (parent == null || child == null) return;
    catalog.put(child.withParent(parent.name()));
    List<Index> attached = catalog.attachedTo(parent.name());
    boolean all = attached.size() >= catalog.children(parent.table()).size();
    if (all && attached.stream().allMatch(Index::valid)) catalog.put(parent.withValid(true));
  }

  /** Removes the index with its partitions' shares and their constraints. */
  void remove(QualifiedName name) {
    Index index = catalog.removeIndex(name);
    if (index == null) return;
    for (Index child : catalog.attachedTo(name)) remove(child.name());
    @Nullable String owner = index.constraint();
    if (owner == null) return;
    catalog
        .table(index.table())
        .ifPresent(
            it -> catalog.put(it.edit().withoutConstraints(c -> c.name().equals(owner)).done()));
  }
}
