package io.slipway.throttle;

import java.util.HashMap;
import java.util.Map;

/**
 * The strategy guide's resource limits; 0: none. What each is held against is in
 * docs/operations/throttle.md.
 *
 * @param maxConcurrentMigrations runs on this server, over all its databases, this one included
 */
public record ResourceLimits(
    int maxConcurrentMigrations, double maxCpuPercent, double maxIops, double maxMemoryMb) {
  public static final ResourceLimits NONE = new ResourceLimits(0, 0, 0, 0);

  /** From here on we are gentler, so that the limit itself is not reached. */
  private static final double SOFT = 0.8;

  private static final int MEGABYTE = 1 << 20;

  /** By the key of the signal that each is held against. */
  Map<String, Limits> limits() {
    Map<String, Limits> limits = new HashMap<>();
    add(limits, CpuUse.KIND, maxCpuPercent);
    add(limits, IoRate.KIND, maxIops);
    add(limits, OwnMemory.KIND, maxMemoryMb * MEGABYTE);
    return limits;
  }

  private static void add(Map<String, Limits> limits, Kind kind, double most) {
    if (most > 0) limits.put(kind.key(), new Limits(most * SOFT, most, kind.usual().unit()));
  }
}
