package io.slipway.backup;

import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import io.slipway.state.StateSchema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code _migration_backups}, as far as pg_dump's archives are in it. */
final class Backups {
  private static final String COLUMNS =
      """
      SELECT backup_id, kind, location, size_bytes, coalesce(sha256, ''), created_at, verified_at,
             expires_at
        FROM\s""";

  private final Sql sql;
  private final String table;

  Backups(Sql sql, StateSchema schema) {
    this.sql = sql;
    this.table = schema.table("backups");
  }

  /** Enters one that was read back just now. */
  Backup add(String kind, Path location, long bytes, String sha256, @Nullable Instant expires) {
    long id =
        sql.one(
            """
            INSERT INTO %s (kind, location, size_bytes, sha256, verified_at, expires_at)
            VALUES (?, ?, ?, ?, now(), ?) RETURNING backup_id"""
                .formatted(table),
            row -> row.number(1),
            kind,
            location.toString(),
            bytes,
            sha256,
            expires == null ? null : expires.toString());
    return find(id).orElseThrow();
  }

  List<Backup> all() {
    return sql.query(
        COLUMNS + table + " WHERE kind IN ('full', 'schema', 'tables') ORDER BY backup_id",
        Backups::backup);
  }

  Optional<Backup> find(long id) {
    return sql.first(COLUMNS + table + " WHERE backup_id = ?", Backups::backup, id);
  }

  void verified(long id, boolean good) {
    sql.update(
        "UPDATE %s SET verified_at = CASE WHEN ? THEN now() END WHERE backup_id = ?"
            .formatted(table),
        good,
        id);
  }

  void remove(long id) {
    sql.update("DELETE FROM %s WHERE backup_id = ?".formatted(table), id);
  }

  private static Backup backup(Row row) {
    return new Backup(
        row.number(1),
        row.text(2),
        Path.of(row.text(3)),
        row.number(4),
        row.text(5),
        row.instant(6),
        row.instantOrNull(7),
        row.instantOrNull(8));
  }
}
