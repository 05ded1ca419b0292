package io.slipway.backup;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code _migration_backups}.
 *
 * @param kind full, schema or tables
 * @param sha256 of the file; of a folder, over the names and contents of its files
 * @param verifiedAt when it was last read back; null: never
 * @param expiresAt when it may be removed; null: a person decides
 */
public record Backup(
    long id,
    String kind,
    Path location,
    long bytes,
    String sha256,
    Instant createdAt,
    @Nullable Instant verifiedAt,
    @Nullable Instant expiresAt) {}
