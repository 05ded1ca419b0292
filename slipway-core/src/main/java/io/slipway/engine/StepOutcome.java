package io.slipway.engine;

import org.jspecify.annotations.Nullable;

/** How one step ended, where it did not fail. */
sealed interface StepOutcome {
  record Done() implements StepOutcome {}

  /** The work was in place before we came. */
  record Skipped() implements StepOutcome {}

  /** A gate that is not open yet. */
  record Waits(String step, @Nullable String version, String because) implements StepOutcome {}

  /** A backfill has reached its own limit: of time, or of the share of rows. */
  record HasEnough(String because) implements StepOutcome {}
}
