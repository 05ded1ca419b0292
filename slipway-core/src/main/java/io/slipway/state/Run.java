package io.slipway.state;

import io.slipway.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One execution of a plan, as stored; the plan is the one it started with. */
public record Run(
    String id,
    Plan plan,
    RunStatus status,
    @Nullable String problem,
    Duration longestWait,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant completedAt) {
  public String migration() {
    return plan.migration();
  }
}
