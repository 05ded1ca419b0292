package io.slipway.throttle;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A signal as the registry knows it.
 *
 * @param key in settings: {@code throttle.replica-lag}
 * @param name for people
 * @param usual its limits where nobody sets others; off where it is only read on demand
 */
public record Kind(String key, String name, Limits usual, Maker maker) {
  /** Makes the signal for one run. */
  @FunctionalInterface
  public interface Maker {
    Signal make(Around around);
  }

  /**
   * What a signal may know of the run it is for.
   *
   * @param blockedByUs the longest anybody has waited for us since it was asked last
   * @param probeTable a table of ours with one row that nobody locks
   * @param cpus of the server; 0: not known
   */
  public record Around(String runId, Supplier<Duration> blockedByUs, String probeTable, int cpus) {}
}
