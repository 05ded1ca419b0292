package io.slipway.state;

import io.slipway.jdbc.Sql;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code _migration_deprecations}: what is to go, and when. */
public final class Deprecations {
  private final Sql sql;
  private final StateSchema schema;

  public Deprecations(Sql sql, StateSchema schema) {
    this.sql = sql;
    this.schema = schema;
  }

  /**
   * A column, or {@code *} for a whole table.
   *
   * @param safe its date has passed and nothing in the catalog depends on it
   */
  public record Announced(
      String table,
      String column,
      @Nullable Instant removal,
      @Nullable String reason,
      @Nullable String alternative,
      boolean safe) {}

  /** What to deprecate. */
  public record Notice(
      String table,
      String column,
      int days,
      @Nullable String reason,
      @Nullable String alternative) {}

  public List<Announced> all() {
    return sql.query(
        """
        SELECT table_name, column_name, removal_date, deprecation_reason, alternative,
               column_name <> '*' AND %s(table_name, column_name)
          FROM %s ORDER BY removal_date NULLS LAST, table_name, column_name\
        """
            .formatted(schema.function("is_column_safe_to_drop"), schema.table("deprecations")),
        row ->
            new Announced(
                row.text(1),
                row.text(2),
                row.instantOrNull(3),
                row.textOrNull(4),
                row.textOrNull(5),
                row.flag(6)));
  }

  /** Again: with the new date, and the reason and alternative where they are given. */
  public void add(Notice notice) {
    sql.update(
        """
        INSERT INTO %s AS d (table_name, column_name, removal_date, deprecation_reason, alternative)
        VALUES (?, ?, now() + make_interval(days => ?), ?, ?)
        ON CONFLICT (table_name, column_name) DO UPDATE SET removal_date = excluded.removal_date,
          deprecation_reason = coalesce(excluded.deprecation_reason, d.deprecation_reason),
          alternative = coalesce(excluded.alternative, d.alternative)\
        """
            .formatted(schema.table("deprecations")),
        notice.table(),
        notice.column(),
        notice.days(),
        notice.reason(),
        notice.alternative());
  }

  /** Whether there was one. */
  public boolean remove(String table, String column) {
    return sql.update(
            "DELETE FROM %s WHERE table_name = ? AND column_name = ?"
                .formatted(schema.table("deprecations")),
            table,
            column)
        > 0;
  }
}
