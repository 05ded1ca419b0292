package io.slipway.engine;

import io.slipway.jdbc.AdvisoryLock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What people may set.
 *
 * @param lockBudget no application session waits longer for us
 * @param lockTimeout how long one try for a lock may queue
 * @param lockDeadline after this long without a lock the run ends, retryable
 * @param chunkTarget how long a chunk of a backfill should take
 * @param replicaLagLimit a replica further behind pauses backfills
 * @param replicaBytesLimit the same in bytes of WAL
 * @param snapshotLimit a snapshot older than this pauses backfills: dead rows pile up behind it
 * @param activePerCpuLimit active sessions per CPU that pause backfills; 0: not looked at
 * @param cpus of the server; needed for the limit above
 * @param stateSchema where our tables are; null: the first schema of the search path
 * @param applicationName how the application's sessions tell their version
 * @param application who runs, for the person who is told to wait
 * @param version of Slipway
 */
public record EngineSettings(
    Duration lockBudget,
    Duration lockTimeout,
    Duration lockDeadline,
    Duration chunkTarget,
    Duration replicaLagLimit,
    long replicaBytesLimit,
    Duration snapshotLimit,
    double activePerCpuLimit,
    int cpus,
    AdvisoryLock lock,
    @Nullable String stateSchema,
    ApplicationName applicationName,
    String application,
    String version) {
  public static final EngineSettings DEFAULTS =
      new EngineSettings(
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMinutes(15),
          Duration.ofMillis(40),
          Duration.ofSeconds(10),
          512L << 20,
          Duration.ofMinutes(30),
          0,
          0,
          AdvisoryLock.DEFAULT,
          null,
          ApplicationName.UNKNOWN,
          "slipway",
          "0.1.0");

  public EngineSettings withLockBudget(Duration value) {
    return copy(value, lockDeadline, chunkTarget, stateSchema);
  }

  public EngineSettings withLockTimeout(Duration value) {
    return new EngineSettings(
        lockBudget,
        value,
        lockDeadline,
        chunkTarget,
        replicaLagLimit,
        replicaBytesLimit,
        snapshotLimit,
        activePerCpuLimit,
        cpus,
        lock,
        stateSchema,
        applicationName,
        application,
        version);
  }

  public EngineSettings withVersion(String value) {
    return new EngineSettings(
        lockBudget,
        lockTimeout,
        lockDeadline,
        chunkTarget,
        replicaLagLimit,
        replicaBytesLimit,
        snapshotLimit,
        activePerCpuLimit,
        cpus,
        lock,
        stateSchema,
        applicationName,
        application,
        value);
  }

  public EngineSettings withApplicationName(ApplicationName value) {
    return new EngineSettings(
        lockBudget,
        lockTimeout,
        lockDeadline,
        chunkTarget,
        replicaLagLimit,
        replicaBytesLimit,
        snapshotLimit,
        activePerCpuLimit,
        cpus,
        lock,
        stateSchema,
        value,
        application,
        version);
  }

  public EngineSettings withLockDeadline(Duration value) {
    return copy(lockBudget, value, chunkTarget, stateSchema);
  }

  public EngineSettings withChunkTarget(Duration value) {
    return copy(lockBudget, lockDeadline, value, stateSchema);
  }

  public EngineSettings withStateSchema(@Nullable String value) {
    return copy(lockBudget, lockDeadline, chunkTarget, value);
  }

  private EngineSettings copy(
      Duration budget, Duration deadline, Duration chunk, @Nullable String schema) {
    return new EngineSettings(
        budget,
        lockTimeout,
        deadline,
        chunk,
        replicaLagLimit,
        replicaBytesLimit,
        snapshotLimit,
        activePerCpuLimit,
        cpus,
        lock,
        schema,
        applicationName,
        application,
        version);
  }
}
