package io.slipway.throttle;

/**
 * The strategy guide's resource limits; 0: none. What each is held against is in
 * docs/operations/throttle.md.
 */
public record ResourceLimits(
    int maxConcurrentMigrations, double maxCpuPercent, double maxIops, double maxMemoryMb) {
  public static final ResourceLimits NONE = new ResourceLimits(0, 0, 0, 0);
}
