package io.slipway.state;

import io.slipway.jdbc.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code _migration_feature_flags}: what is on, and for which share of the users. */
public final class Flags {
  private final Sql sql;
  private final StateSchema schema;

  public Flags(Sql sql, StateSchema schema) {
    this.sql = sql;
    this.schema = schema;
  }

  /**
   * A flag.
   *
   * @param percentage of the users it is on for while it is enabled, 0 to 100
   */
  public record Flag(
      String name, boolean enabled, int percentage, Instant updatedAt, String updatedBy) {}

  public List<Flag> all() {
    return sql.query(
        """
        SELECT flag_name, enabled, rollout_percentage, updated_at, updated_by
          FROM %s ORDER BY flag_name\
        """
            .formatted(schema.table("feature_flags")),
        row ->
            new Flag(row.text(1), row.flag(2), (int) row.number(3), row.instant(4), row.text(5)));
  }

  public Optional<Flag> find(String name) {
    return all().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /**
   * Makes the flag where there is none.
   *
   * @param percentage null: as it is; 0 where the flag is new
   */
  public void set(String name, boolean enabled, @Nullable Integer percentage) {
    sql.update(
        """
        INSERT INTO %s AS f (flag_name, enabled, rollout_percentage, updated_by)
        VALUES (?, ?, coalesce(?, 0), session_user)
        ON CONFLICT (flag_name) DO UPDATE SET enabled = excluded.enabled, updated_at = now(),
          updated_by = excluded.updated_by,
          rollout_percentage = coalesce(?, f.rollout_percentage)\
        """
            .formatted(schema.table("feature_flags")),
        name,
        enabled,
        percentage,
        percentage);
  }

  /** What the application would be told. */
  public boolean isOn(String name, @Nullable String user) {
    return sql.one(
        "SELECT " + schema.function("check_feature_flag") + "(?, ?::text)",
        row -> row.flag(1),
        name,
        user);
  }

  /** Whether there was one. */
  public boolean remove(String name) {
    return sql.update(
            "DELETE FROM %s WHERE flag_name = ?".formatted(schema.table("feature_flags")), name)
        > 0;
  }
}
