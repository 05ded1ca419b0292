package io.slipway.plan;

import io.slipway.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * A name that is gone behind a gate.
 *
 * @param column null for the whole table
 */
public record Removal(QualifiedName table, @Nullable String column) {
  @Override
  public String toString() {
    return column == null ? table.toString() : table + "." + column;
  }
}
