package io.slipway.engine;

import io.slipway.engine.LockProbe.Blocker;
import io.slipway.event.Event;
import io.slipway.plan.LockNeed;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One step's wait for its locks: looks until the way is clear, and only then lets a try be made.
 * See docs/operations/locks.md.
 */
final class LockWait {
  /** A holder younger than this is an ordinary statement that is gone before we are queued. */
  private static final Duration YOUNG = Duration.ofMillis(30);

  /** A holder older than this stays; a try would only make others queue. */
  private static final Duration STUBBORN = Duration.ofSeconds(2);

  /** Ordinary traffic that never leaves a gap: after this long we queue all the same. */
  private static final Duration NO_GAP = Duration.ofSeconds(5);

  private static final Duration BETWEEN_FORCED = Duration.ofMillis(250);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

  private final Sessions sessions;
  private final String step;
  private final List<LockNeed> needs;
  private final Instant since;
  private Instant notClearSince = Instant.MAX;
  private Instant forced = Instant.MIN;
  private Instant reported = Instant.MIN;
  private int attempts;

  LockWait(Sessions sessions, String step, List<LockNeed> needs) {
    this.sessions = sessions;
    this.step = step;
    this.needs = List.copyOf(needs);
    this.since = now();
  }

  private Instant now() {
    return sessions.surroundings().clock().instant();
  }

  /**
   * Returns when a try has a chance.
   *
   * @return tables an autovacuum must be sent away from first
   * @throws SlipwayException (retryable) at the deadline, naming who held the lock
   */
  List<String> untilClear() {
    while (true) {
      sessions.control().check();
      List<Blocker> blockers =
          LockProbe.blockers(sessions.journal().session(), needs).stream()
              .filter(it -> it.isQueued() || it.age().compareTo(YOUNG) > 0)
              .toList();
      if (blockers.stream().allMatch(Blocker::yields)) {
        notClearSince = Instant.MAX;
        attempts++;
        return blockers.stream().flatMap(it -> it.relations().stream()).distinct().toList();
      }
      if (mayForce(blockers)) {
        attempts++;
        return List.of();
      }
      tell(blockers);
      pause();
    }
  }

  private boolean mayForce(List<Blocker> blockers) {
    Instant now = now();
    if (notClearSince.equals(Instant.MAX)) notClearSince = now;
    boolean staysLong = blockers.stream().anyMatch(it -> it.age().compareTo(STUBBORN) > 0);
    if (staysLong || notClearSince.plus(NO_GAP).isAfter(now)) return false;
    if (!forced.equals(Instant.MIN) && forced.plus(BETWEEN_FORCED).isAfter(now)) return false;
    forced = now;
    return true;
  }

  /** A try was not granted, or was cancelled: somebody came in between. */
  void notGranted(@Nullable String victim) {
    sessions.control().check();
    List<Blocker> blockers = LockProbe.blockers(sessions.journal().session(), needs);
    tell(blockers);
    if (victim != null) sleep(Duration.ofMillis(500));
    pause();
  }

  private void tell(List<Blocker> blockers) {
    Instant now = now();
    Duration soFar = Duration.between(since, now);
    if (soFar.compareTo(sessions.surroundings().settings().lockDeadline()) > 0) {
      throw deadline(soFar, blockers);
    }
    if (!reported.equals(Instant.MIN) && reported.plus(BETWEEN_REPORTS).isAfter(now)) return;
    reported = now;
    List<Event.Holder> holders = blockers.stream().map(Blocker::holder).toList();
    sessions.tell(
        step, new Event.LockWaited(now, sessions.runId(), step, attempts, soFar, holders));
  }

  private SlipwayException deadline(Duration soFar, List<Blocker> blockers) {
    String who =
        blockers.isEmpty()
            ? "Others came in between every time."
            : "Held by "
                + String.join("; ", blockers.stream().map(Blocker::description).toList())
                + ".";
    return new SlipwayException(
        Problem.of(
            "ENGINE-1",
            Kind.RETRYABLE,
            "step %s: lock on %s not granted in %d s, %d tries"
                .formatted(
                    step,
                    String.join(", ", needs.stream().map(it -> it.relation().toString()).toList()),
                    soFar.toSeconds(),
                    attempts),
            who + " Nothing changed by this step, and nobody waited for it.",
            "End the holder if you may, then: slipway resume " + sessions.runId()));
  }

  private void pause() {
    sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(20, 50)));
  }

  private void sleep(Duration duration) {
    Pauses.sleep(sessions, duration);
  }
}
