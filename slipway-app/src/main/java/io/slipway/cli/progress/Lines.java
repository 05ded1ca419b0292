package io.slipway.cli.progress;

import io.slipway.cli.settings.Durations;
import io.slipway.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** What both ways of watching say about an event. */
public final class Lines {
  private Lines() {}

  static String waited(Event.LockWaited wait) {
    String holders =
        wait.holders().stream().map(Event.Holder::description).collect(Collectors.joining(", "));
    return "waiting for the lock, "
        + Durations.show(wait.soFar())
        + " so far"
        + (holders.isEmpty() ? "" : ": held by " + holders);
  }

  static String throttled(Event.Throttled it) {
    return waiting(it.reason(), it.at());
  }

  /** Why a run is slow, or does nothing. */
  public static String waiting(Event.Reason why, Instant now) {
    return (why.stops() ? "waiting: " : "going gently: ")
        + why.signal()
        + ": "
        + why.value()
        + ", limit "
        + why.limit()
        + ", for "
        + Durations.show(Duration.between(why.since(), now));
  }

  static String cancelled(Event.Cancelled it) {
    return "gave way after "
        + Durations.show(it.blocked())
        + ": "
        + it.victim()
        + " waited for us; will be tried again";
  }

  static String gate(Event.GateReached gate) {
    String what = gate.version() == null ? "an approval" : "version " + gate.version();
    return "waiting for " + what + ": " + gate.because();
  }

  static String rows(Event.ChunkDone chunk, Pace pace) {
    String total = isTotalKnown(chunk) ? String.format(Locale.ROOT, "/%,d", chunk.rowsTotal()) : "";
    String left =
        pace.left(chunk.rowsDone(), chunk.rowsTotal())
            .filter(it -> isTotalKnown(chunk))
            .map(it -> ", " + Durations.show(it) + " left")
            .orElse("");
    return String.format(
        Locale.ROOT, "%,d%s rows, %,d/s%s", chunk.rowsDone(), total, pace.rowsPerSecond(), left);
  }

  /** An estimate that has been passed tells nothing about what is left. */
  static boolean isTotalKnown(Event.ChunkDone chunk) {
    return chunk.rowsTotal() > chunk.rowsDone();
  }

  /** Between 0 and 1. */
  static double share(Event.ChunkDone chunk) {
    return (double) chunk.rowsDone() / chunk.rowsTotal();
  }
}
