package io.slipway.engine;

import java.time.Duration;

/** Sleeping that a stop ends. */
final class Pauses {
  private static final Duration SLICE = Duration.ofMillis(100);

  private Pauses() {}

  static void sleep(Sessions sessions, Duration duration) {
    Duration left = duration;
    try {
      while (left.isPositive()) {
        sessions.control().check();
        Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
        sessions.surroundings().sleeper().sleep(slice);
        left = left.minus(slice);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Control.Stopped(Control.Reason.INTERRUPTED);
    }
    sessions.control().check();
  }
}
