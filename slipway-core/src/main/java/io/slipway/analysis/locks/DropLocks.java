package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Column;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.catalog.View;
import io.slipway.sql.Change.Drop;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DROP in every form, and what CASCADE takes along. */
final class DropLocks {
  private final Tally tally;
  private final boolean cascade;
  private final ForeignKeyLocks foreignKeys;

  DropLocks(Tally tally, boolean cascade) {
    this.tally = tally;
    this.cascade = cascade;
    this.foreignKeys = new ForeignKeyLocks(tally);
  }

  void drop(Drop drop) {
    drop.objects().forEach(object -> drop(drop, object));
  }

  private void drop(Drop drop, QualifiedName object) {
    switch (drop.kind()) {
      case TABLE, FOREIGN_TABLE -> table(object);
      case INDEX -> index(object, drop.concurrently());
      case VIEW, MATERIALIZED_VIEW -> view(object);
      case SEQUENCE -> sequence(object);
      case TRIGGER -> trigger(object, drop.member());
      case RULE, POLICY, COLUMN, CONSTRAINT -> tally.lock(object, ACCESS_EXCLUSIVE);
      case FUNCTION, PROCEDURE, ROUTINE -> routine(object);
      case TYPE, DOMAIN -> type(object);
      case SCHEMA -> schema(object.name());
      case EXTENSION, OTHER, SERVER, COLLATION, OPERATOR, AGGREGATE, CAST -> unknownIfCascading();
      // No relation of theirs is locked; the table of a statistics object is not known here.
      case STATISTICS -> tally.uncertain();
      case DOMAIN_CONSTRAINT,
          EVENT_TRIGGER,
          ATTRIBUTE,
          DATABASE,
          ROLE,
          TABLESPACE,
          PUBLICATION,
          SUBSCRIPTION -> {}
    }
  }

  private void unknownIfCascading() {
    if (cascade) tally.uncertain();
  }

  private void table(QualifiedName name) {
    if (tally.isMissing(name)) return;
    QualifiedName table = before().resolve(name);
    for (QualifiedName member : tally.family(table)) {
      tally.lock(member, ACCESS_EXCLUSIVE);
      tally.lockIndexes(member, ACCESS_EXCLUSIVE);
      tally.lock(StorageLocks.ownedSequences(tally, member), ACCESS_EXCLUSIVE);
      before().table(member).ifPresent(this::outgoing);
      if (cascade) dependents(member);
    }
    before().table(table).filter(Table::isPartition).ifPresent(this::leave);
  }

  private void outgoing(Table table) {
    table.constraints().stream()
        .filter(it -> it.kind() == Kind.FOREIGN_KEY)
        .forEach(it -> foreignKeys.drop(table.name(), it));
  }

  private void dependents(QualifiedName relation) {
    foreignKeys.dropInbound(relation);
    before().viewsOn(relation).forEach(it -> view(it.name()));
  }

  private void leave(Table partition) {
    tally.lock(partition.parents(), ACCESS_EXCLUSIVE);
    partition.parents().forEach(new PartitionLocks(tally)::lockDefaultPartition);
  }

  private void index(QualifiedName name, boolean concurrently) {
    Index index = before().index(name).orElse(null);
    if (index == null) {
      if (!tally.isMissing(name)) tally.lock(name, ACCESS_EXCLUSIVE);
      return;
    }
    var mode = concurrently ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE;
    tally.lock(index.name(), mode);
    tally.lock(index.table(), mode);
    before().indexes().stream()
        .filter(it -> index.name().equals(it.parent()))
        .forEach(it -> index(it.name(), concurrently));
  }

  private void view(QualifiedName view) {
    if (tally.isMissing(view)) return;
    tally.lock(view, ACCESS_EXCLUSIVE);
    tally.lockIndexes(view, ACCESS_EXCLUSIVE);
    if (cascade) before().viewsOn(view).forEach(it -> view(it.name()));
  }

  private void sequence(QualifiedName sequence) {
    if (!tally.isMissing(sequence)) tally.lock(sequence, ACCESS_EXCLUSIVE);
  }

  /** IF EXISTS on a trigger that is not there locks nothing. */
  private void trigger(QualifiedName table, @Nullable String trigger) {
    Optional<Table> known = before().table(table).filter(it -> before().complete());
    boolean missing =
        known
            .map(it -> it.triggers().stream().noneMatch(t -> t.name().equals(trigger)))
            .orElse(false);
    if (!missing) tally.lock(tally.partitions(table), ACCESS_EXCLUSIVE);
  }

  private void routine(QualifiedName routine) {
    if (!cascade) return;
    for (Table table : before().tables()) {
      boolean triggered =
          table.triggers().stream().anyMatch(it -> it.function().name().equals(routine.name()));
      if (triggered) tally.lock(table.name(), ACCESS_EXCLUSIVE);
    }
  }

  /** CASCADE drops the columns of the type. */
  private void type(QualifiedName type) {
    if (!cascade) return;
    for (Table table : before().tables()) {
      boolean uses = table.columns().stream().anyMatch(it -> isOf(it, type));
      if (uses) tally.lock(table.name(), ACCESS_EXCLUSIVE);
    }
  }

  static boolean isOf(Column column, QualifiedName type) {
    String schema = column.type().schema();
    boolean sameSchema = schema == null || type.schema() == null || schema.equals(type.schema());
    return column.type().name().equals(type.name()) && sameSchema;
  }

  private void schema(String schema) {
    if (!cascade) return;
    for (Table table : before().tables()) {
      if (!Objects.equals(table.name().schema(), schema)) continue;
      if (table.kind() == Table.Kind.VIEW || table.kind() == Table.Kind.MATERIALIZED_VIEW) {
        view(table.name());
      } else {
        table(table.name());
      }
    }
    before().views().stream()
        .map(View::name)
        .filter(it -> Objects.equals(it.schema(), schema))
        .forEach(this::view);
  }

  /** DROP COLUMN: its indexes and foreign keys go with it, on the other table too. */
  void column(QualifiedName table, String column) {
    for (QualifiedName member : tally.family(table)) {
      tally.lock(member, ACCESS_EXCLUSIVE);
      tally
          .indexesMentioning(member, column)
          .forEach(index -> tally.lock(index.name(), ACCESS_EXCLUSIVE));
      before().table(member).ifPresent(it -> column(it, column));
    }
  }

  private void column(Table table, String column) {
    table.constraints().stream()
        .filter(it -> it.kind() == Kind.FOREIGN_KEY && it.columns().contains(column))
        .forEach(it -> foreignKeys.drop(table.name(), it));
    table
        .column(column)
        .map(Column::ownedSequence)
        .ifPresent(it -> tally.lock(it, ACCESS_EXCLUSIVE));
    if (!cascade) return;
    foreignKeys.dropInbound(table.name(), List.of(column));
    before().viewsOn(table.name()).stream()
        .filter(view -> uses(view, table.name(), column))
        .forEach(view -> view(view.name()));
  }

  private static boolean uses(View view, QualifiedName table, String column) {
    return view.columnsUsed().isEmpty()
        || view.columnsUsed().stream()
            .anyMatch(it -> it.table().equals(table) && it.column().equals(column));
  }

  /** ALTER TABLE … DROP CONSTRAINT. IF EXISTS takes the table's lock before it looks. */
  void constraint(QualifiedName table, String name) {
    tally.lock(tally.family(table), ACCESS_EXCLUSIVE);
    Table known = before().table(table).orElse(null);
    Constraint constraint = known == null ? null : known.constraint(name).orElse(null);
    if (known == null || constraint == null) return;
    switch (constraint.kind()) {
      case FOREIGN_KEY -> foreignKeys.drop(table, constraint);
      case PRIMARY_KEY, UNIQUE, EXCLUDE -> {
        if (constraint.index() != null) {
          tally.lock(known.name().sibling(constraint.index()), ACCESS_EXCLUSIVE);
        }
        if (cascade) foreignKeys.dropInbound(table, constraint.columns());
      }
      case CHECK, NOT_NULL -> {}
    }
  }

  private Catalog before() {
    return tally.before();
  }
}
