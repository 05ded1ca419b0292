package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.catalog.Catalog.Inbound;
import io.slipway.catalog.Column;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction.AlterType;
import java.util.List;
import java.util.Optional;

/**
 * ALTER COLUMN … TYPE: the table, and everything built on the column: indexes are dropped and made
 * again, CHECKs verified, foreign keys re-made (which locks the other table too).
 */
final class ChangedType {
  private final Tally tally;
  private final AlterType action;
  private final TypeChange types;

  ChangedType(Tally tally, AlterType action, boolean sessionIsUtc) {
    this.tally = tally;
    this.action = action;
    this.types = new TypeChange(tally.before(), sessionIsUtc);
  }

  void lock(QualifiedName table) {
    for (QualifiedName member : tally.family(table)) {
      tally.lock(member, ACCESS_EXCLUSIVE);
      tally.before().table(member).ifPresent(this::change);
    }
    boolean known = tally.before().table(table).flatMap(this::column).isPresent();
    if (known) return;
    tally.uncertain();
    tally.family(table).forEach(tally::rewriteHeap);
  }

  private Optional<Column> column(Table table) {
    return table.column(action.column());
  }

  private void change(Table table) {
    Column column = column(table).orElse(null);
    if (column == null) return;
    boolean rewrites =
        types.rewrites(action.column(), column.type(), action.type(), action.using());
    indexes(table, rewrites);
    checks(table);
    foreignKeys(table, rewrites);
  }

  private void indexes(Table table, boolean rewrites) {
    List<Index> touched = tally.indexesMentioning(table.name(), action.column()).toList();
    touched.forEach(index -> tally.lock(index.name(), ACCESS_EXCLUSIVE));
    if (rewrites) {
      List<Index> kept =
          tally.before().indexesOf(table.name()).stream()
              .filter(it -> !touched.contains(it))
              .toList();
      tally.rewriteHeap(table.name(), kept);
    } else if (touched.stream().anyMatch(this::isRebuilt)) {
      tally.scan(table.name());
    }
  }

  /** An index keeps its file only where nothing but the type's name changes. */
  private boolean isRebuilt(Index index) {
    boolean plainKey =
        index.predicate() == null
            && index.elements().stream().noneMatch(element -> element.expression() != null);
    return !plainKey || action.collation() != null;
  }

  private void checks(Table table) {
    boolean verified =
        table.constraints().stream()
            .anyMatch(it -> it.check() != null && it.check().columns().contains(action.column()));
    if (verified) tally.scan(table.name());
  }

  private void foreignKeys(Table table, boolean rewrites) {
    for (Constraint constraint : table.constraints()) {
      boolean outgoing =
          constraint.kind() == Kind.FOREIGN_KEY && constraint.columns().contains(action.column());
      if (outgoing) remake(table.name(), constraint, rewrites);
    }
    for (Inbound inbound : tally.before().inboundForeignKeys(table.name())) {
      if (refersTo(inbound.constraint(), table)) {
        remake(inbound.table(), inbound.constraint(), rewrites);
      }
    }
  }

  private boolean refersTo(Constraint foreignKey, Table table) {
    List<String> columns = foreignKey.referencedColumns();
    if (!columns.isEmpty()) return columns.contains(action.column());
    return table.primaryKey().filter(it -> it.columns().contains(action.column())).isPresent();
  }

  private void remake(QualifiedName child, Constraint foreignKey, boolean rewrites) {
    ForeignKeyLocks locks = new ForeignKeyLocks(tally);
    locks.drop(child, foreignKey);
    if (rewrites && foreignKey.references() != null) locks.check(child, foreignKey.references());
  }
}
