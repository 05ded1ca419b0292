package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Instant;
import java.util.Optional;

/** Memory Slipway's own process needs: what the last collection of garbage left, and its code. */
final class OwnMemory implements Signal {
  static final Kind KIND =
      new Kind(
          "memory",
          "memory of Slipway's own process",
          Limits.off(Unit.BYTES),
          around -> new OwnMemory());

  private OwnMemory() {}

  @Override
  public Optional<Caveat> caveat(Sql sql) {
    return Optional.of(
        new Caveat(
            "maxMemoryMB is held against Slipway's own process: the memory of the server cannot be"
                + " measured here, PostgreSQL does not tell it",
            false));
  }

  @Override
  public Sample read(Sql sql, Instant now) {
    return Sample.of(
        (double)
            ManagementFactory.getMemoryPoolMXBeans().stream().mapToLong(OwnMemory::needed).sum());
  }

  /** Not what is used: most of that is garbage nobody has collected yet. */
  private static long needed(MemoryPoolMXBean pool) {
    MemoryUsage afterCollection = pool.getCollectionUsage();
    if (afterCollection != null) return afterCollection.getUsed();
    MemoryUsage usage = pool.getUsage();
    return usage == null ? 0 : usage.getUsed();
  }
}
