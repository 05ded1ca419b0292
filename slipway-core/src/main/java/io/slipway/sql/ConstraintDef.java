package io.slipway.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint as DDL defines it.
 *
 * @param name null where PostgreSQL is left to choose one
 * @param columns its columns; empty for a table-level CHECK (see {@code check}) and for EXCLUDE
 * @param check the condition of a CHECK
 * @param references the table a foreign key points to
 * @param referencedColumns empty where the primary key is meant
 * @param usingIndex the index ADD … USING INDEX adopts
 * @param notValid NOT VALID was written
 * @param notEnforced NOT ENFORCED was written (18)
 * @param sql the definition exactly as written, CONSTRAINT name included
 */
public record ConstraintDef(
    Kind kind,
    @Nullable String name,
    List<String> columns,
    @Nullable Expression check,
    @Nullable QualifiedName references,
    List<String> referencedColumns,
    String onDelete,
    String onUpdate,
    boolean deferrable,
    boolean initiallyDeferred,
    @Nullable String usingIndex,
    boolean notValid,
    boolean notEnforced,
    boolean nullsNotDistinct,
    String sql) {
  public ConstraintDef {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }

  /** Constraint kinds; NOT_NULL as a named constraint is PostgreSQL 18's. */
  public enum Kind {
    CHECK,
    UNIQUE,
    PRIMARY_KEY,
    FOREIGN_KEY,
    EXCLUDE,
    NOT_NULL
  }
}
