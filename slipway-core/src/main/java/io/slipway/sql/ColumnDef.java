package io.slipway.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as CREATE TABLE or ADD COLUMN defines it. Constraints written on the column, DEFAULT,
 * NOT NULL, identity and generation excepted, are in {@code constraints} with the column as their
 * only column.
 *
 * @param notNull NOT NULL was written (PRIMARY KEY, serial and identity imply it without saying so)
 * @param collation as SQL writes it: {@code "de-DE-x-icu"}, {@code pg_catalog."C"}
 * @param sql the whole definition exactly as written, name and constraints included
 */
public record ColumnDef(
    String name,
    SqlType type,
    boolean notNull,
    @Nullable Expression defaultValue,
    Identity identity,
    Generated generated,
    @Nullable Expression generatedAs,
    @Nullable String collation,
    List<ConstraintDef> constraints,
    String sql) {
  public ColumnDef {
    constraints = List.copyOf(constraints);
  }

  /** GENERATED … AS IDENTITY. */
  public enum Identity {
    NONE,
    ALWAYS,
    BY_DEFAULT
  }

  /** GENERATED ALWAYS AS (…). */
  public enum Generated {
    NONE,
    STORED,
    /** PostgreSQL 18 and newer, and the default there. */
    VIRTUAL
  }
}
