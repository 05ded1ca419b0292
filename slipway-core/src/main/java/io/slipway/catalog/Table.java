package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A relation with columns. Immutable; {@link Catalog} replaces it as a whole.
 *
 * @param rows estimated number of rows ({@code pg_class.reltuples}); -1 where unknown
 * @param bytes size of the heap with TOAST, without indexes; -1 where unknown
 * @param parents the partitioned parent, or the parents by inheritance
 * @param partitionBound FOR VALUES … of a partition
 * @param partitionBy PARTITION BY … of a partitioned table
 * @param age how long the table has existed, as the analysed statements see it
 */
public record Table(
    QualifiedName name,
    Kind kind,
    List<Column> columns,
    List<Constraint> constraints,
    List<Trigger> triggers,
    List<QualifiedName> parents,
    @Nullable String partitionBound,
    boolean defaultPartition,
    @Nullable String partitionBy,
    boolean unlogged,
    boolean temporary,
    boolean rowSecurity,
    char replicaIdentity,
    String owner,
    long rows,
    long bytes,
    Age age,
    @Nullable String comment) {
  public Table {
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
    triggers = List.copyOf(triggers);
    parents = List.copyOf(parents);
  }

  /** {@code pg_class.relkind}, in words. */
  public enum Kind {
    TABLE,
    PARTITIONED,
    VIEW,
    MATERIALIZED_VIEW,
    FOREIGN,
    SEQUENCE
  }

  /** Old tables have rows and users; new ones have neither, so nothing done to them can hurt. */
  public enum Age {
    /** There before the first analysed statement, or committed by an earlier migration. */
    EXISTING,
    /** Made by an earlier statement of the same migration, committed by now. */
    CREATED_IN_MIGRATION,
    /** Made in the transaction that is still open: nobody else can see it. */
    CREATED_IN_TRANSACTION
  }

  /** A relation of which nothing is known but its name. */
  public static Table named(QualifiedName name, Kind kind, Age age) {
    return new Table(
        name, kind, List.of(), List.of(), List.of(), List.of(), null, false, null, false, false,
        false, 'd', "", -1, -1, age, null);
  }

  /** To make a changed copy. */
  public TableDraft edit() {
    return new TableDraft(this);
  }

  public Optional<Column> column(String column) {
    return columns.stream().filter(it -> it.name().equals(column)).findFirst();
  }

  public Optional<Constraint> constraint(String constraint) {
    return constraints.stream().filter(it -> it.name().equals(constraint)).findFirst();
  }

  public Optional<Constraint> primaryKey() {
    return constraints.stream()
        .filter(it -> it.kind() == io.slipway.sql.ConstraintDef.Kind.PRIMARY_KEY)
        .findFirst();
  }

  public boolean isPartition() {
    return partitionBound != null || defaultPartition;
  }
}
