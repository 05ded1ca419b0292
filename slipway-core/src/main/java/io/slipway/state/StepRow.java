package io.slipway.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step as the journal has it.
 *
 * @param xid of the latest attempt's transaction, where it has one
 * @param longestWait the longest an application session waited for it, as measured
 */
public record StepRow(
    String stepId,
    String phase,
    String title,
    StepStatus status,
    int attempt,
    @Nullable String xid,
    Instant startedAt,
    @Nullable Instant finishedAt,
    Duration longestWait,
    long rows,
    @Nullable String error) {}
