package io.slipway.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the planner.
 *
 * @param smallRows a table with fewer rows than this, and less than {@code smallBytes}, is changed
 *     directly: reading or rewriting it takes less time than the lock budget
 * @param smallBytes heap with TOAST
 * @param removalAfter how long a deprecation lasts before its removal date
 * @param stateSchema schema of the {@code _migration_…} tables; null: found by the search path
 */
public record PlanOptions(
    long smallRows, long smallBytes, Duration removalAfter, @Nullable String stateSchema) {
  public static final PlanOptions DEFAULT =
      new PlanOptions(10_000, 8L * 1024 * 1024, Duration.ofDays(30), null);
}
