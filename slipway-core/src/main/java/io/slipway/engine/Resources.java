package io.slipway.engine;

import io.slipway.event.Event;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.throttle.Caveat;
import io.slipway.throttle.Level;
import io.slipway.throttle.Reading;
import io.slipway.throttle.ResourceLimits;

/**
 * The guide's {@code checkResourceAvailability}: asked before a run starts or goes on. While it
 * runs the same limits are signals like the others.
 */
final class Resources {
  private Resources() {}

  /**
   * @throws SlipwayException (retryable) where a limit is reached already
   */
  static void check(Sessions sessions) {
    ResourceLimits limits = sessions.surroundings().settings().throttle().resources();
    if (limits.equals(ResourceLimits.NONE)) return;
    checkOthers(sessions, limits.maxConcurrentMigrations());
    for (Caveat caveat : sessions.throttle().caveats()) {
      sessions.tell(
          null,
          new Event.Noted(
              sessions.surroundings().clock().instant(), sessions.runId(), caveat.says()));
    }
    Reading worst = sessions.throttle().worst();
    if (worst.level() == Level.HARD) {
      throw refused("%s: %s, limit %s".formatted(worst.signal(), worst.value(), worst.limit()));
    }
  }

  /** Ours is held by now: two that begin at once see each other, and neither goes on. */
  private static void checkOthers(Sessions sessions, int most) {
    if (most == 0) return;
    int running = sessions.surroundings().settings().lock().databases(sessions.journal().session());
    if (running > most) {
      throw refused(
          "%d migrations run on this server, with this one; maxConcurrentMigrations is %d"
              .formatted(running, most));
    }
  }

  private static SlipwayException refused(String why) {
    return new SlipwayException(
        Problem.of(
            "THROTTLE-3",
            Kind.RETRYABLE,
            "the server has no room for a migration now",
            why + ". Nothing was done.",
            "Try again later, or raise the limit."));
  }
}
