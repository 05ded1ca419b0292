package io.slipway.analysis;

import io.slipway.analysis.locks.AddedColumn;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.postgres.LockMode;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.Statement;
import io.slipway.sql.TableAction;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything a rule may ask about one statement.
 *
 * @param statement the statement of the script
 * @param change what it does; for a statement inside a body, what that one does
 * @param line 1-based line of {@code change}
 * @param inBody it is a statement inside a DO block
 * @param effects what it locks, rewrites and reads
 * @param before the schema before it; not to be changed
 */
public record StatementContext(
    Statement statement,
    Change change,
    int line,
    boolean inBody,
    Effects effects,
    Catalog before,
    ServerVersion server,
    TransactionScope transaction,
    Session session) {
  /** Rows below which reading or rewriting a table takes milliseconds. */
  public static final long SMALL_TABLE = 10_000;

  public int column() {
    return inBody ? 1 : statement.span().column();
  }

  public FindingDraft finding(Rule rule) {
    return new FindingDraft(rule, this);
  }

  public Optional<Table> table(QualifiedName name) {
    return before.table(name);
  }

  /**
   * Whether anybody but this migration can be hurt through the relation: false for one it made
   * itself and for temporary ones.
   */
  public boolean isInUse(QualifiedName relation) {
    Optional<Index> index = before.index(relation);
    if (index.isPresent() && table(relation).isEmpty()) return isInUse(index.get().table());
    return table(relation).map(StatementContext::isInUse).orElse(true);
  }

  private static boolean isInUse(Table table) {
    return table.age() == Table.Age.EXISTING && !table.temporary();
  }

  /** Estimated rows, its partitions' included; -1 where unknown. */
  public long rows(QualifiedName relation) {
    long rows = table(relation).map(Table::rows).orElse(-1L);
    for (Table child : before.descendants(relation)) {
      if (child.rows() > 0) rows = Math.max(rows, 0) + child.rows();
    }
    return rows;
  }

  /** {@code " (about 1,200,000 rows)"}, or nothing where that is not known. */
  public String size(QualifiedName relation) {
    long rows = rows(relation);
    return rows < 0 ? "" : String.format(Locale.ROOT, " (about %,d rows)", rows);
  }

  /** For people: {@code orders} where the schema goes without saying, {@code audit.log} else. */
  public String name(QualifiedName relation) {
    QualifiedName resolved = before.resolve(relation);
    boolean obvious = before.creationSchema().equals(resolved.schema());
    return obvious ? resolved.name() : resolved.toString();
  }

  public boolean rewrites(QualifiedName relation) {
    return effects.rewrites().contains(before.resolve(relation));
  }

  /** Whether the relation or a child of it is read in full. */
  public boolean scans(QualifiedName relation) {
    QualifiedName resolved = before.resolve(relation);
    if (effects.scans().contains(resolved)) return true;
    return before.descendants(resolved).stream()
        .anyMatch(it -> effects.scans().contains(it.name()));
  }

  public Optional<LockMode> lockOn(QualifiedName relation) {
    QualifiedName resolved = before.resolve(relation);
    return effects.locks().stream()
        .filter(it -> it.relation().equals(resolved))
        .map(Effects.RelationLock::mode)
        .findFirst();
  }

  /** The actions of an ALTER TABLE on a table in use; none for other statements. */
  public Stream<TableAction> actions() {
    return change instanceof Change.AlterTable alter && isInUse(alter.table())
        ? alter.actions().stream()
        : Stream.empty();
  }

  /** The table of an ALTER TABLE. */
  public QualifiedName altered() {
    if (change instanceof Change.AlterTable alter) return alter.table();
    throw new IllegalStateException("not an ALTER TABLE: " + change.tag());
  }

  public <T extends TableAction> Stream<T> actions(Class<T> type) {
    return actions().filter(type::isInstance).map(type::cast);
  }

  public Optional<AddedColumn.Rewrite> rewriteOf(TableAction.AddColumn add) {
    boolean there = table(altered()).flatMap(it -> it.column(add.column().name())).isPresent();
    return there ? Optional.empty() : AddedColumn.rewrite(add.column(), before);
  }
}
