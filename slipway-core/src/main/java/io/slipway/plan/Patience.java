package io.slipway.plan;

/** How a step waits for its locks. */
public enum Patience {
  /**
   * It would block the application while it queues: probe first, short {@code lock_timeout}, try
   * again.
   */
  BRIEF,
  /**
   * Its lock lets the application work (VALIDATE, CONCURRENTLY): no {@code lock_timeout}, watched
   * instead.
   */
  WATCHED
}
