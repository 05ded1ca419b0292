package io.slipway.runbook;

import java.time.Duration;

/** Durations as people read them. */
public final class Durations {
  private Durations() {}

  public static String show(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) return millis + " ms";
    if (millis < 60_000) return millis / 1_000 + "." + millis % 1_000 / 100 + " s";
    long seconds = millis / 1_000;
    return seconds < 3_600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
  }
}
