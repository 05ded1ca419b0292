package io.slipway.acceptance;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for something to become true, and says what was there instead when it does not. */
final class Waiting {
  private static final long LIMIT_NANOS = 60_000_000_000L;

  private Waiting() {}

  static void until(Callable<Boolean> condition, Supplier<String> seen) throws Exception {
    long since = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - since > LIMIT_NANOS)
        throw new AssertionError("never happened; seen:\n" + seen.get());
      Thread.sleep(20);
    }
  }
}
