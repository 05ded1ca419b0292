package io.slipway.runbook.run;

import io.slipway.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How a run came to stand still.
 *
 * @param because a phrase; empty where there is nothing to say
 * @param next the command that goes on; empty where there is none
 */
public record Ended(
    String runId, RunbookStatus status, String because, String next, @Nullable Problem problem) {}
