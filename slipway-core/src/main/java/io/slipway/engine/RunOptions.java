package io.slipway.engine;

import org.jspecify.annotations.Nullable;

/**
 * What the history will say about a migration beyond its plan.
 *
 * @param version null for repeatable ones
 * @param description as in the file's name; null: the script's name
 * @param checksum of the file as Flyway computes it; null where nobody did
 */
public record RunOptions(
    @Nullable String version, @Nullable String description, @Nullable Integer checksum) {
  /** For a versioned migration whose version is the plan's {@code migration}. */
  public static RunOptions of(String version) {
    return new RunOptions(version, null, null);
  }
}
