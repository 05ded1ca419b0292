package io.slipway.throttle;

import java.time.Instant;

/**
 * What a signal says, for people.
 *
 * @param signal {@code replica lag}
 * @param value with who is behind it; or why it cannot be read
 * @param limit the one it is over; or, while calm, the next one
 * @param since when it came to this level
 */
public record Reading(String signal, String value, String limit, Level level, Instant since) {
  public boolean isOver() {
    return level != Level.CALM;
  }
}
