package io.slipway.engine;

import io.slipway.state.Run;
import org.jspecify.annotations.Nullable;

/**
 * What the history will say about a migration beyond its plan.
 *
 * @param version null for repeatable ones
 * @param description as in the file's name; null: the script's name
 * @param checksum of the file as Flyway computes it; null where nobody did
 * @param takesBack the completed run that this one takes back, by its author's own script; null for
 *     a way forward
 */
public record RunOptions(
    @Nullable String version,
    @Nullable String description,
    @Nullable Integer checksum,
    @Nullable String takesBack) {
  public RunOptions(
      @Nullable String version, @Nullable String description, @Nullable Integer checksum) {
    this(version, description, checksum, null);
  }

  /** For a versioned migration whose version is the plan's {@code migration}. */
  public static RunOptions of(String version) {
    return new RunOptions(version, null, null);
  }

  /** What the history will say when that run has been taken back. */
  public static RunOptions takingBack(Run run) {
    return new RunOptions(run.migration(), run.plan().script(), null, run.id());
  }
}
