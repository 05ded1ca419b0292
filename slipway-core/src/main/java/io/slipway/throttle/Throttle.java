package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks the signals once a second and says which of them wants us to wait. A signal that fails fails
 * the caller: nobody works blind.
 */
public final class Throttle {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final List<Signal> signals;
  private Instant asked = Instant.MIN;
  private Optional<Reading> standing = Optional.empty();

  public Throttle(List<Signal> signals) {
    this.signals = List.copyOf(signals);
  }

  /** The first signal over its limit, as of a second ago at most. */
  public Optional<Reading> over(Sql sql, Instant now) {
    if (asked.equals(Instant.MIN) || asked.plus(EVERY).isBefore(now)) {
      asked = now;
      standing =
          signals.stream().map(signal -> signal.read(sql)).filter(Reading::isOver).findFirst();
    }
    return standing;
  }
}
