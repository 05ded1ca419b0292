/**
 * What tells us to wait: who waits for us, how far replicas are behind, how old snapshots are, and
 * the circuit breaker. A signal that cannot be read is a reason to wait.
 */
@NullMarked
package io.slipway.throttle;

import org.jspecify.annotations.NullMarked;
