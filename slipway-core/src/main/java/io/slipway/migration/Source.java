package io.slipway.migration;

import io.slipway.migration.Migration.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A migration before it is parsed: what its place in a folder says about it.
 *
 * @param text the whole file
 * @param down the way back where it is a file of its own
 * @param transactional whether the runner's transaction was left on for this file
 */
public record Source(
    @Nullable Version version,
    String description,
    Kind kind,
    String file,
    String text,
    @Nullable Down down,
    Runner runner,
    boolean transactional) {

  /** A way back in a file of its own. */
  public record Down(String file, String text) {}

  public static Source versioned(
      Version version, String description, String file, String text, Runner runner) {
    return new Source(version, description, Kind.VERSIONED, file, text, null, runner, true);
  }

  public Source withDown(@Nullable Down value) {
    return new Source(version, description, kind, file, text, value, runner, transactional);
  }

  public Source withoutTransaction() {
    return new Source(version, description, kind, file, text, down, runner, false);
  }
}
