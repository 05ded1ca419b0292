package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.ACCESS_SHARE;
import static io.slipway.postgres.LockMode.ROW_SHARE;
import static io.slipway.postgres.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.catalog.Catalog.Inbound;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.postgres.LockMode;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Foreign keys always lock two tables: adding one, checking one, dropping one. */
final class ForeignKeyLocks {
  private final Tally tally;

  ForeignKeyLocks(Tally tally) {
    this.tally = tally;
  }

  /** SHARE ROW EXCLUSIVE on both sides, NOT VALID or not: triggers are created on both. */
  void add(QualifiedName table, ConstraintDef foreignKey, boolean checksRows) {
    QualifiedName referenced = foreignKey.references();
    if (referenced == null) return;
    tally.lock(tally.partitions(table), SHARE_ROW_EXCLUSIVE);
    reference(foreignKey);
    if (!checksRows) return;
    if (!isProvenByPartitions(table, foreignKey)) check(table, referenced);
    // The triggers of the partitions' own foreign keys go: the parent's stand for them.
    else tally.lock(tally.partitions(referenced), ACCESS_EXCLUSIVE);
  }

  /** Every partition has the same foreign key, validated: it is adopted, nothing is read. */
  private boolean isProvenByPartitions(QualifiedName table, ConstraintDef foreignKey) {
    return tally.is(table, Table.Kind.PARTITIONED)
        && tally.partitions(table).stream()
            .flatMap(it -> tally.before().table(it).stream())
            .filter(it -> it.kind() != Table.Kind.PARTITIONED)
            .allMatch(it -> it.constraints().stream().anyMatch(own -> isSame(own, foreignKey)));
  }

  private boolean isSame(Constraint own, ConstraintDef foreignKey) {
    QualifiedName referenced = Objects.requireNonNull(foreignKey.references());
    List<String> columns = foreignKey.referencedColumns();
    return own.kind() == Kind.FOREIGN_KEY
        && own.validated()
        && own.columns().equals(foreignKey.columns())
        && tally.before().resolve(referenced).equals(own.references())
        && (columns.isEmpty() || own.referencedColumns().equals(columns));
  }

  /**
   * Where no columns are named the primary key is looked up, and its index stays locked; newer
   * minor releases look the index up for named columns too.
   */
  void reference(ConstraintDef foreignKey) {
    QualifiedName referenced = foreignKey.references();
    if (referenced == null) return;
    reference(referenced);
    boolean named = !foreignKey.referencedColumns().isEmpty();
    if (named && !opensIndexOfNamedColumns(tally.server())) return;
    tally.before().indexesOf(referenced).stream()
        .filter(it -> named ? isKeyOver(it, foreignKey.referencedColumns()) : it.primary())
        .limit(1)
        .forEach(it -> tally.lock(it.name(), ACCESS_SHARE));
  }

  /** Measured: 15.18 and 18.0 do not, 14.24 and 18.6 do. */
  private static boolean opensIndexOfNamedColumns(ServerVersion server) {
    int first =
        switch (server.major()) {
          case 14 -> 24;
          case 15 -> 19;
          case 16 -> 15;
          case 17 -> 11;
          case 18 -> 5;
          default -> 0;
        };
    return server.number() % 10_000 >= first;
  }

  private static boolean isKeyOver(Index index, List<String> columns) {
    List<@Nullable String> keys = new ArrayList<>();
    index.elements().forEach(it -> keys.add(it.column()));
    return index.unique() && keys.size() == columns.size() && keys.containsAll(columns);
  }

  void reference(QualifiedName referenced) {
    tally.lock(tally.partitions(referenced), SHARE_ROW_EXCLUSIVE);
  }

  void validate(QualifiedName table, QualifiedName referenced) {
    tally.lock(tally.partitions(table), SHARE_UPDATE_EXCLUSIVE);
    tally.lock(tally.partitions(referenced), ROW_SHARE);
    check(table, referenced);
  }

  /** The server joins both tables to find rows without a parent. */
  void check(QualifiedName table, QualifiedName referenced) {
    for (QualifiedName relation : List.of(table, referenced)) {
      tally.partitions(relation).forEach(this::planned);
      tally.scan(tally.partitions(relation));
    }
  }

  /** The planner opens every index of a table it plans for; of a partitioned table since 16. */
  private void planned(QualifiedName relation) {
    if (tally.is(relation, Table.Kind.PARTITIONED) && !tally.server().atLeast(16)) return;
    tally.lockIndexes(relation, ACCESS_SHARE);
  }

  /** Dropping one drops its triggers, on both tables: nobody may be reading either. */
  void drop(QualifiedName table, Constraint foreignKey) {
    tally.lock(tally.partitions(table), ACCESS_EXCLUSIVE);
    if (foreignKey.references() == null) return;
    tally.lock(tally.partitions(foreignKey.references()), ACCESS_EXCLUSIVE);
  }

  /** CASCADE takes the foreign keys that point here. */
  void dropInbound(QualifiedName referenced) {
    for (Inbound inbound : tally.before().inboundForeignKeys(referenced)) {
      drop(inbound.table(), inbound.constraint());
    }
  }

  void dropInbound(QualifiedName referenced, List<String> columns) {
    for (Inbound inbound : tally.before().inboundForeignKeys(referenced)) {
      boolean uses = inbound.constraint().referencedColumns().stream().anyMatch(columns::contains);
      if (uses) drop(inbound.table(), inbound.constraint());
    }
  }

  /** A changed row on the referencing side locks its parent row; the parent's indexes find it. */
  void checkOnWrite(QualifiedName table, List<String> written) {
    tally.before().table(table).ifPresent(it -> checkOnWrite(it, written));
  }

  private void checkOnWrite(Table table, List<String> written) {
    for (Constraint constraint : table.constraints()) {
      QualifiedName parent = constraint.references();
      if (constraint.kind() != Kind.FOREIGN_KEY || parent == null) continue;
      boolean touched =
          written.isEmpty() || constraint.columns().stream().anyMatch(written::contains);
      if (touched) rowLocks(parent, ROW_SHARE);
    }
  }

  /** A deleted parent row looks for its children, and takes them along where it cascades. */
  void checkOnDelete(QualifiedName referenced) {
    for (Inbound inbound : tally.before().inboundForeignKeys(referenced)) {
      String definition = inbound.constraint().definition().toUpperCase(Locale.ROOT);
      boolean changes = definition.matches("(?s).*ON DELETE\\s+(CASCADE|SET).*");
      rowLocks(inbound.table(), changes ? LockMode.ROW_EXCLUSIVE : ROW_SHARE);
    }
  }

  private void rowLocks(QualifiedName table, LockMode mode) {
    for (QualifiedName relation : tally.partitions(table)) {
      tally.lock(relation, mode);
      tally.before().indexesOf(relation).stream()
          .map(Index::name)
          .forEach(it -> tally.lock(it, mode));
    }
  }
}
