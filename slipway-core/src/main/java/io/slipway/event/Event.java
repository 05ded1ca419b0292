package io.slipway.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened during a run. Listeners print, record, measure; they never decide. */
public sealed interface Event {
  Instant at();

  record RunStarted(Instant at, String run, String migration, boolean resumed) implements Event {}

  record PhaseStarted(Instant at, String run, String phase) implements Event {}

  record StepStarted(Instant at, String run, String step, String title) implements Event {}

  record StepFinished(
      Instant at, String run, String step, String title, Duration took, Duration longestWaitCaused)
      implements Event {}

  /** The probe found the work in place. */
  record StepSkipped(Instant at, String run, String step, String title) implements Event {}

  /** Not granted, or not even tried: who holds what we need. Said once a second at most. */
  record LockWaited(
      Instant at, String run, String step, int attempt, Duration soFar, List<Holder> holders)
      implements Event {}

  /**
   * @param description {@code pid 4711 (psql, alice, idle in transaction for 14 min)}
   */
  record Holder(int pid, String description) {}

  /**
   * The watchdog cancelled our own statement: an application session waited for it past the budget.
   */
  record Cancelled(Instant at, String run, String step, Duration blocked, String victim)
      implements Event {}

  record ChunkDone(
      Instant at, String run, String step, long rowsDone, long rowsTotal, long rows, Duration took)
      implements Event {}

  /** A signal asks us to wait, or to be gentler. Said again when another does, and now and then. */
  record Throttled(Instant at, String run, String step, Reason reason) implements Event {}

  /**
   * @param signal {@code replica lag}
   * @param value as people read it, with who is behind it
   * @param limit as people read it
   * @param stops nothing is done until it is over; false: smaller chunks, with pauses
   */
  record Reason(String signal, String value, String limit, Instant since, boolean stops) {}

  /** Something a person should know, which changes nothing. */
  record Noted(Instant at, String run, String message) implements Event {}

  record Resumed(Instant at, String run, String step) implements Event {}

  record GateReached(Instant at, String run, String step, @Nullable String version, String because)
      implements Event {}

  record StepFailed(Instant at, String run, String step, String message) implements Event {}

  record StepUndone(Instant at, String run, String step, String title) implements Event {}

  record RunFinished(
      Instant at, String run, String status, Duration took, Duration longestWaitCaused)
      implements Event {}

  /** Told of every event, on the thread it happens on. Must return at once and must not throw. */
  @FunctionalInterface
  interface Listener {
    Listener NONE = event -> {};

    void on(Event event);
  }
}
