package io.slipway.backfill;

import io.slipway.throttle.Throttle;
import java.time.Duration;

/**
 * How fast a backfill may be.
 *
 * @param target how long a chunk should hold its row locks
 * @param budget nobody may wait longer for a chunk
 * @param deadline after this long without a single chunk the run ends, retryable
 */
public record Pace(Duration target, Duration budget, Duration deadline, Throttle throttle) {}
