package io.slipway.runbook.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code _migration_runbook_steps}.
 *
 * @param status running, waiting, done, failed or interrupted
 * @param startedAt of the first attempt
 * @param attemptedAt of the latest
 */
public record StepState(
    String id,
    String phase,
    String name,
    String kind,
    String status,
    int attempt,
    Instant startedAt,
    Instant attemptedAt,
    @Nullable Instant finishedAt,
    long rows,
    long longestWaitMs,
    @Nullable String seen,
    @Nullable String error) {
  public boolean isDone() {
    return status.equals("done");
  }

  /** Its last attempt was cut off: what it did is not known from here. */
  boolean isCut() {
    return status.equals("running") || status.equals("interrupted");
  }
}
