package io.slipway.engine;

import org.jspecify.annotations.Nullable;

/**
 * How much to take back.
 *
 * @param phase down to and including this phase; null: everything
 * @param acceptsLoss go on although an undo says what it loses
 */
public record RollbackOptions(@Nullable String phase, boolean acceptsLoss) {
  public static final RollbackOptions ALL = new RollbackOptions(null, false);
}
