package io.slipway.catalog;

import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of a table, its name always known.
 *
 * @param definition as {@code pg_get_constraintdef} gives it (replayed catalogs: as written)
 * @param index the index behind PRIMARY KEY, UNIQUE, EXCLUDE
 */
public record Constraint(
    String name,
    Kind kind,
    List<String> columns,
    @Nullable Expression check,
    @Nullable QualifiedName references,
    List<String> referencedColumns,
    @Nullable String index,
    boolean validated,
    boolean enforced,
    boolean deferrable,
    String definition,
    @Nullable String comment) {
  public Constraint {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }
}
