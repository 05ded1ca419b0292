package io.slipway.engine;

import org.jspecify.annotations.Nullable;

/**
 * Who lets a run pass a gate, besides the database user, who is always noted.
 *
 * @param role in which role
 * @param comment why
 */
public record Approver(@Nullable String role, @Nullable String comment) {}
