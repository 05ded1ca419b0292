package io.slipway.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type as a column has it. {@code name} is the catalog's name of a built-in type ({@code int4},
 * {@code varchar}, {@code timestamptz}) whatever alias was written, with schema {@code pg_catalog}
 * left out; others as written.
 *
 * @param modifiers type modifiers: {@code [10, 2]} for {@code numeric(10,2)}
 * @param arrayDimensions 0 for a scalar
 * @param sql as it can be written in SQL: {@code numeric(10,2)}
 */
public record SqlType(
    @Nullable String schema,
    String name,
    List<Integer> modifiers,
    int arrayDimensions,
    String sql) {
  public SqlType {
    modifiers = List.copyOf(modifiers);
  }

  /**
   * Whether {@code serial}, {@code bigserial} or {@code smallserial} was written: a default and a
   * sequence, not a type.
   */
  public boolean isSerial() {
    return schema == null
        && (name.equals("serial")
            || name.equals("bigserial")
            || name.equals("smallserial")
            || name.equals("serial2")
            || name.equals("serial4")
            || name.equals("serial8"));
  }

  @Override
  public String toString() {
    return sql;
  }
}
