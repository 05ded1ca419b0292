package io.slipway.throttle;

import org.jspecify.annotations.Nullable;

/**
 * One look at a signal.
 *
 * @param about who is behind it, for people: a session, a replica, a slot
 */
public record Sample(double value, @Nullable String about) {
  static Sample of(double value) {
    return new Sample(value, null);
  }
}
