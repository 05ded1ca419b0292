package io.slipway.engine;

import io.slipway.jdbc.AdvisoryLock;
import io.slipway.throttle.ThrottleSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What people may set.
 *
 * @param locking how long anybody waits for a lock
 * @param chunkTarget how long a chunk of a backfill should take
 * @param throttle when backfills are gentler, and when they wait
 * @param lock keeps a second runner out
 * @param stateSchema where our tables are; null: the first schema of the search path
 * @param applicationName how the application's sessions tell their version
 * @param self who runs
 */
public record EngineSettings(
    Locking locking,
    Duration chunkTarget,
    ThrottleSettings throttle,
    AdvisoryLock lock,
    @Nullable String stateSchema,
    ApplicationName applicationName,
    Self self) {
  public static final EngineSettings DEFAULTS =
      new EngineSettings(
          new Locking(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMinutes(15)),
          Duration.ofMillis(40),
          ThrottleSettings.DEFAULTS,
          AdvisoryLock.DEFAULT,
          null,
          ApplicationName.UNKNOWN,
          new Self("slipway", "0.1.0"));

  /**
   * @param budget no application session waits longer for us
   * @param timeout how long one try for a lock may queue
   * @param deadline after this long without a lock the run ends, retryable
   */
  public record Locking(Duration budget, Duration timeout, Duration deadline) {}

  /**
   * @param application who runs, for the person who is told to wait
   * @param version of Slipway
   */
  public record Self(String application, String version) {}

  public Duration lockBudget() {
    return locking.budget;
  }

  public Duration lockTimeout() {
    return locking.timeout;
  }

  public Duration lockDeadline() {
    return locking.deadline;
  }

  public String application() {
    return self.application;
  }

  public String version() {
    return self.version;
  }

  public EngineSettings withLockBudget(Duration value) {
    return with(new Locking(value, lockTimeout(), lockDeadline()));
  }

  public EngineSettings withLockTimeout(Duration value) {
    return with(new Locking(lockBudget(), value, lockDeadline()));
  }

  public EngineSettings withLockDeadline(Duration value) {
    return with(new Locking(lockBudget(), lockTimeout(), value));
  }

  private EngineSettings with(Locking value) {
    return new EngineSettings(
        value, chunkTarget, throttle, lock, stateSchema, applicationName, self);
  }

  public EngineSettings withChunkTarget(Duration value) {
    return new EngineSettings(locking, value, throttle, lock, stateSchema, applicationName, self);
  }

  public EngineSettings withThrottle(ThrottleSettings value) {
    return new EngineSettings(
        locking, chunkTarget, value, lock, stateSchema, applicationName, self);
  }

  public EngineSettings withStateSchema(@Nullable String value) {
    return new EngineSettings(locking, chunkTarget, throttle, lock, value, applicationName, self);
  }

  public EngineSettings withApplicationName(ApplicationName value) {
    return new EngineSettings(locking, chunkTarget, throttle, lock, stateSchema, value, self);
  }

  public EngineSettings withVersion(String value) {
    Self other = new Self(application(), value);
    return new EngineSettings(
        locking, chunkTarget, throttle, lock, stateSchema, applicationName, other);
  }
}
