package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A changed copy of a {@link Table} in the making: setters chain, {@link #done} makes it. */
public final class TableDraft {
  private QualifiedName name;
  private Table.Kind kind;
  private List<Column> columns;
  private List<Constraint> constraints;
  private List<Trigger> triggers;
  private List<QualifiedName> parents;
  private @Nullable String partitionBound;
  private boolean defaultPartition;
  private @Nullable String partitionBy;
  private boolean unlogged;
  private boolean temporary;
  private boolean rowSecurity;
  private char replicaIdentity;
  private String owner;
  private long rows;
  private long bytes;
  private Table.Age age;
  private @Nullable String comment;

  TableDraft(Table table) {
    name = table.name();
    kind = table.kind();
    columns = table.columns();
    constraints = table.constraints();
    triggers = table.triggers();
    parents = table.parents();
    partitionBound = table.partitionBound();
    defaultPartition = table.defaultPartition();
    partitionBy = table.partitionBy();
    unlogged = table.unlogged();
    temporary = table.temporary();
    rowSecurity = table.rowSecurity();
    replicaIdentity = table.replicaIdentity();
    owner = table.owner();
    rows = table.rows();
    bytes = table.bytes();
    age = table.age();
    comment = table.comment();
  }

  public Table done() {
    return new Table(
        name,
        kind,
        columns,
        constraints,
        triggers,
        parents,
        partitionBound,
        defaultPartition,
        partitionBy,
        unlogged,
        temporary,
        rowSecurity,
        replicaIdentity,
        owner,
        rows,
        bytes,
        age,
        comment);
  }

  public TableDraft name(QualifiedName value) {
    name = value;
    return this;
  }

  public TableDraft kind(Table.Kind value) {
    kind = value;
    return this;
  }

  public TableDraft columns(List<Column> value) {
    columns = value;
    return this;
  }

  public TableDraft constraints(List<Constraint> value) {
    constraints = value;
    return this;
  }

  public TableDraft triggers(List<Trigger> value) {
    triggers = value;
    return this;
  }

  public TableDraft parents(List<QualifiedName> value) {
    parents = value;
    return this;
  }

  public TableDraft partitionBound(@Nullable String value) {
    partitionBound = value;
    return this;
  }

  public TableDraft defaultPartition(boolean value) {
    defaultPartition = value;
    return this;
  }

  public TableDraft partitionBy(@Nullable String value) {
    partitionBy = value;
    return this;
  }

  public TableDraft unlogged(boolean value) {
    unlogged = value;
    return this;
  }

  public TableDraft temporary(boolean value) {
    temporary = value;
    return this;
  }

  public TableDraft rowSecurity(boolean value) {
    rowSecurity = value;
    return this;
  }

  public TableDraft replicaIdentity(char value) {
    replicaIdentity = value;
    return this;
  }

  public TableDraft owner(String value) {
    owner = value;
    return this;
  }

  public TableDraft rows(long value) {
    rows = value;
    return this;
  }

  public TableDraft bytes(long value) {
    bytes = value;
    return this;
  }

  public TableDraft age(Table.Age value) {
    age = value;
    return this;
  }

  public TableDraft comment(@Nullable String value) {
    comment = value;
    return this;
  }

  /** Adds the column, or puts it in the place of the one of that name. */
  public TableDraft put(Column column) {
    columns = with(columns, it -> it.name().equals(column.name()), column);
    return this;
  }

  public TableDraft put(Constraint constraint) {
    constraints = with(constraints, it -> it.name().equals(constraint.name()), constraint);
    return this;
  }

  public TableDraft put(Trigger trigger) {
    triggers = with(triggers, it -> it.name().equals(trigger.name()), trigger);
    return this;
  }

  private static <T> List<T> with(List<T> list, Predicate<T> same, T added) {
    List<T> all = new ArrayList<>(list);
    for (int i = 0; i < all.size(); i++) {
      if (same.test(all.get(i))) {
        all.set(i, added);
        return List.copyOf(all);
      }
    }
    all.add(added);
    return List.copyOf(all);
  }

  public TableDraft eachColumn(UnaryOperator<Column> change) {
    columns = columns.stream().map(change).toList();
    return this;
  }

  public TableDraft column(String column, UnaryOperator<Column> change) {
    return eachColumn(it -> it.name().equals(column) ? change.apply(it) : it);
  }

  public TableDraft eachConstraint(UnaryOperator<Constraint> change) {
    constraints = constraints.stream().map(change).toList();
    return this;
  }

  public TableDraft eachTrigger(UnaryOperator<Trigger> change) {
    triggers = triggers.stream().map(change).toList();
    return this;
  }

  public TableDraft withoutColumn(String column) {
    columns = columns.stream().filter(it -> !it.name().equals(column)).toList();
    return this;
  }

  public TableDraft withoutConstraints(Predicate<Constraint> dropped) {
    constraints = constraints.stream().filter(it -> !dropped.test(it)).toList();
    return this;
  }

  public TableDraft withoutTriggers(Predicate<Trigger> dropped) {
    triggers = triggers.stream().filter(it -> !dropped.test(it)).toList();
    return this;
  }
}
