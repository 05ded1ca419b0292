package io.slipway.plan.strategies;

import io.slipway.analysis.Effects;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.Instruction;
import io.slipway.plan.PlanOptions;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * What a strategy knows about a piece.
 *
 * @param start the catalog before the migration: what is not in it is new, and nobody uses it
 * @param before the catalog before the piece
 * @param after the catalog once the piece has run as written
 * @param effects of the piece as written
 * @param forced the author asked for this strategy
 * @param later what the statements after the piece's do, but for those that run as written
 * @param served what earlier statements left to those that drop the columns
 */
public record StatementContext(
    String migration,
    Piece piece,
    Catalog start,
    Catalog before,
    Catalog after,
    Effects effects,
    ServerVersion server,
    Instruction instruction,
    PlanOptions options,
    Grammar grammar,
    boolean forced,
    List<Change> later,
    List<Served> served) {
  public StatementContext {
    later = List.copyOf(later);
    served = List.copyOf(served);
  }

  public StatementContext whenForced() {
    return new StatementContext(
        migration,
        piece,
        start,
        before,
        after,
        effects,
        server,
        instruction,
        options,
        grammar,
        true,
        later,
        served);
  }

  /** The table as it is before the piece, refused where a complete catalog does not have it. */
  Table table(QualifiedName name) {
    return before
        .table(name)
        .orElseThrow(
            () ->
                Refusal.of(
                    Refusal.MISSING,
                    piece,
                    "table " + name + " is not known",
                    "Plan against the live database, or add the migration that creates it."));
  }

  /** Made by this migration: nobody uses it yet. */
  public boolean isNew(QualifiedName relation) {
    QualifiedName name = before.resolve(relation);
    boolean existed =
        start.table(name).isPresent()
            || start.index(name).isPresent()
            || start.view(name).isPresent();
    boolean exists =
        before.table(name).isPresent()
            || before.index(name).isPresent()
            || before.view(name).isPresent();
    return exists && !existed;
  }

  /** Nobody can be hurt: new, temporary, or known not to exist. */
  public boolean isHarmless(QualifiedName relation) {
    if (isNew(relation)) return true;
    Optional<Table> table = before.table(relation);
    if (table.isEmpty()) return before.complete() && before.index(relation).isEmpty();
    return table.get().temporary();
  }

  /** So small that reading or rewriting it fits into the lock budget. */
  public boolean isSmall(QualifiedName relation) {
    QualifiedName table = before.index(relation).map(Index::table).orElse(relation);
    return before.table(table).filter(this::isSmall).isPresent();
  }

  boolean isSmall(Table table) {
    if (table.kind() == Table.Kind.PARTITIONED) {
      return before.children(table.name()).stream().allMatch(this::isSmall);
    }
    if (table.kind() == Table.Kind.SEQUENCE) return true;
    return table.rows() >= 0
        && table.rows() < options.smallRows()
        && table.bytes() >= 0
        && table.bytes() < options.smallBytes();
  }

  Harm harm() {
    return Harm.of(this);
  }

  String tableName(QualifiedName table) {
    return before.resolve(table).sql();
  }

  /** The application version the contract phase waits for. */
  String deployment() {
    String version = instruction.deploymentVersion();
    return version == null ? migration : version;
  }
}
