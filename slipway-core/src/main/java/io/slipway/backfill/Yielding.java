package io.slipway.backfill;

import io.slipway.event.Event;
import io.slipway.throttle.Level;
import io.slipway.throttle.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Heeds the signals between two chunks, and lets everybody know which one, and since when. */
final class Yielding {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration TELL_AGAIN = Duration.ofSeconds(10);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Host host;
  private final String step;
  private final Pace pace;
  private @Nullable Reading told;
  private Instant toldAt = Instant.MIN;

  Yielding(Host host, String step, Pace pace) {
    this.host = host;
    this.step = step;
    this.pace = pace;
  }

  /**
   * Returns when no signal says wait, or when there is enough.
   *
   * @return how long that took
   */
  Duration await(BooleanSupplier hasEnough) {
    Instant began = host.now();
    Reading worst = pace.throttle().worst();
    while (worst.level() == Level.HARD && !hasEnough.getAsBoolean()) {
      tell(worst);
      host.sleep(LOOK_AGAIN);
      worst = pace.throttle().worst();
    }
    if (worst.isOver()) tell(worst);
    else goOn();
    return Duration.between(began, host.now());
  }

  /** Whether a signal wants us to be gentle: as of {@link #await}. */
  boolean isGentle() {
    return told != null;
  }

  /** As long a pause as the work took, where we are to be gentle. */
  void rest(Duration worked) {
    if (!isGentle()) return;
    Duration pause = worked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : worked;
    host.sleep(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause);
  }

  private void tell(Reading reading) {
    Instant now = host.now();
    Reading before = told;
    boolean isNews =
        before == null
            || !before.signal().equals(reading.signal())
            || before.level() != reading.level();
    if (!isNews && toldAt.plus(TELL_AGAIN).isAfter(now)) return;
    told = reading;
    toldAt = now;
    Event.Reason reason =
        new Event.Reason(
            reading.signal(),
            reading.value(),
            reading.limit(),
            reading.since(),
            reading.level() == Level.HARD);
    host.progress().waits(host.reader(), reason);
    host.tell(new Event.Throttled(now, host.runId(), step, reason));
  }

  private void goOn() {
    if (told == null) return;
    told = null;
    host.progress().goesOn(host.reader());
    host.tell(new Event.Resumed(host.now(), host.runId(), step));
  }
}
