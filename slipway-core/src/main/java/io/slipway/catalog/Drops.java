package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** DROP of every kind, with what goes along. */
final class Drops {
  private final Catalog catalog;

  Drops(Catalog catalog) {
    this.catalog = catalog;
  }

  void apply(Change.Drop drop) {
    for (QualifiedName name : drop.objects()) one(drop, name);
  }

  private void one(Change.Drop drop, QualifiedName name) {
    String member = drop.member() == null ? "" : drop.member();
    switch (drop.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, SEQUENCE ->
          catalog.table(name).ifPresent(it -> table(it, drop.cascade()));
      case INDEX -> new Indexes(catalog).remove(catalog.resolve(name));
      case TRIGGER -> new Triggers(catalog).drop(catalog.resolve(name), member);
      case POLICY -> catalog.removePolicy(catalog.resolve(name), member);
      case TYPE, DOMAIN -> new Types(catalog).drop(name, drop.cascade());
      case FUNCTION, PROCEDURE, ROUTINE -> new Routines(catalog).drop(name, drop.cascade());
      case SCHEMA -> schema(name.name());
      case COLUMN,
          CONSTRAINT,
          DOMAIN_CONSTRAINT,
          EVENT_TRIGGER,
          RULE,
          ATTRIBUTE,
          AGGREGATE,
          OPERATOR,
          DATABASE,
          EXTENSION,
          ROLE,
          TABLESPACE,
          PUBLICATION,
          SUBSCRIPTION,
          STATISTICS,
          COLLATION,
          CAST,
          SERVER,
          OTHER -> {}
    }
  }

  /**
   * The relation with its indexes, policies and sequences; partitions always go along, the rest
   * with CASCADE.
   */
  void table(Table table, boolean cascade) {
    QualifiedName name = table.name();
    if (cascade) {
      for (View view : List.copyOf(catalog.viewsOn(name))) {
        catalog.table(view.name()).ifPresent(it -> table(it, true));
      }
      defaultsOf(table);
    }
    for (Table child : List.copyOf(catalog.children(name))) table(child, cascade);
    for (Catalog.Inbound inbound : new ArrayList<>(catalog.inboundForeignKeys(name))) {
      if (!inbound.table().equals(name)) dropForeignKey(inbound);
    }
    catalog.indexesOf(name).forEach(index -> catalog.removeIndex(index.name()));
    table.columns().forEach(this::ownedSequence);
    catalog.removePolicies(name);
    catalog.removeView(name);
    catalog.removeTable(name);
  }

  private void dropForeignKey(Catalog.Inbound inbound) {
    catalog
        .table(inbound.table())
        .ifPresent(it -> new Constraints(catalog).drop(it, inbound.constraint().name(), false));
  }

  private void ownedSequence(Column column) {
    if (column.ownedSequence() != null) catalog.removeTable(column.ownedSequence());
  }

  /** DROP SEQUENCE … CASCADE takes the defaults that call it. */
  private void defaultsOf(Table sequence) {
    if (sequence.kind() != Table.Kind.SEQUENCE) return;
    for (Table table : List.copyOf(catalog.tables())) {
      for (Column column : table.columns()) {
        if (!sequence.name().equals(column.ownedSequence())) continue;
        Column without = column.withDefaultValue(null).withOwnedSequence(null);
        catalog.table(table.name()).ifPresent(it -> catalog.put(it.edit().put(without).done()));
      }
    }
  }

  private void schema(String schema) {
    for (Table table : List.copyOf(catalog.tables())) {
      if (schema.equals(table.name().schema())) {
        catalog.table(table.name()).ifPresent(it -> table(it, true));
      }
    }
    for (TypeDef type : List.copyOf(catalog.types())) {
      if (schema.equals(type.name().schema())) new Types(catalog).drop(type.name(), true);
    }
    for (Routine routine : List.copyOf(catalog.allRoutines())) {
      if (schema.equals(routine.name().schema())) {
        new Routines(catalog).drop(routine.name(), true);
      }
    }
  }
}
