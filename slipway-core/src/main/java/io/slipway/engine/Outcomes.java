package io.slipway.engine;

import java.time.Duration;

/** What a transaction came to whose COMMIT nobody answered. */
final class Outcomes {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private Outcomes() {}

  /** Waits while the server has not decided yet: its session has been told to end. */
  static boolean isCommitted(Sessions sessions, String step) {
    while (true) {
      switch (sessions.journal().outcome(step)) {
        case "committed" -> {
          return true;
        }
        case "in progress" -> Pauses.sleep(sessions, LOOK_AGAIN);
        default -> {
          return false;
        }
      }
    }
  }
}
