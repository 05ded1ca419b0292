package io.slipway.throttle;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * When to be gentler, and when to wait.
 *
 * @param limits by the key of a signal; what is not here has its usual ones
 * @param custom signals of the user's own
 * @param cpus of the server; 0: not known
 * @param every how often signals are read
 * @param stale a signal read longer ago says wait
 * @param timeout of one signal's query
 * @param resources the guide's resource limits
 */
public record ThrottleSettings(
    Map<String, Limits> limits,
    List<CustomSql> custom,
    int cpus,
    Duration every,
    Duration stale,
    Duration timeout,
    ResourceLimits resources) {
  public static final ThrottleSettings DEFAULTS =
      new ThrottleSettings(
          Map.of(),
          List.of(),
          0,
          Duration.ofSeconds(1),
          Duration.ofSeconds(15),
          Duration.ofSeconds(2),
          ResourceLimits.NONE);

  public ThrottleSettings {
    limits = Map.copyOf(limits);
    custom = List.copyOf(custom);
  }

  public ThrottleSettings withResources(ResourceLimits value) {
    return new ThrottleSettings(limits, custom, cpus, every, stale, timeout, value);
  }

  Limits of(Kind kind) {
    Limits set = limits.get(kind.key());
    if (set != null) return set;
    Limits resource = resources.limits().get(kind.key());
    if (resource != null) return resource;
    return kind.equals(ActiveSessions.KIND) && cpus > 0 ? ActiveSessions.PER_CPU : kind.usual();
  }
}
