package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.List;

/**
 * What a view or materialized view reads. Its columns are in the {@link Table} of the same name.
 *
 * @param columnsUsed {@code table.column} pairs it depends on, as {@code pg_depend} has them
 *     (replayed: best effort)
 */
public record View(
    QualifiedName name,
    boolean materialized,
    List<QualifiedName> reads,
    List<ColumnUse> columnsUsed,
    String definition) {
  public View {
    reads = List.copyOf(reads);
    columnsUsed = List.copyOf(columnsUsed);
  }

  /** One column something depends on. */
  public record ColumnUse(QualifiedName table, String column) {}
}
