/**
 * Copies to go home with: pg_dump's archives, read back before they count, with their size and hash
 * in {@code _migration_backups}; and the drill that restores one into a scratch database.
 */
@NullMarked
package io.slipway.backup;

import org.jspecify.annotations.NullMarked;
