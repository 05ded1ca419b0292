package io.slipway.runbook.run;

import org.jspecify.annotations.Nullable;

/**
 * What a person says of a step.
 *
 * @param decision {@code go}, {@code no-go}; of a step whose end is unknown {@code done}, {@code
 *     again}
 * @param plan the hash of the plan they saw, or at least eight characters of its beginning
 */
public record RunbookWord(
    String step,
    @Nullable String role,
    String decision,
    String by,
    @Nullable String plan,
    @Nullable String comment) {}
