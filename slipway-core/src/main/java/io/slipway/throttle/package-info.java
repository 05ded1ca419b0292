/**
 * What tells us to wait: the signals, read on a schedule and held against their limits, and the
 * circuit breaker. A signal that cannot be read is a reason to wait. A new one is a class, a line
 * in {@link io.slipway.throttle.Signals#ALL}, and a section in docs/operations/throttle.md.
 */
@NullMarked
package io.slipway.throttle;

import org.jspecify.annotations.NullMarked;
