package io.slipway.time;

import java.time.Duration;

/**
 * Waits. Injected, so that tests decide how long a pause is; only {@link #REAL} blocks a thread.
 */
@FunctionalInterface
public interface Sleeper {
  Sleeper REAL = duration -> Thread.sleep(duration);

  void sleep(Duration duration) throws InterruptedException;
}
