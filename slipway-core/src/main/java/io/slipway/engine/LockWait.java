package io.slipway.engine;

import io.slipway.engine.LockProbe.Blocker;
import io.slipway.event.Event;
import io.slipway.plan.LockNeed;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
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

  /**
   * So many tries behind young holders failed that young means nothing here: ordinary transactions
   * are longer than a try, and right after they began is the worst moment.
   */
  private static final int TRUSTED = 2;

  /** Ordinary traffic that never leaves a gap: after this long we queue all the same. */
  private static final Duration NO_GAP = Duration.ofSeconds(5);

  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

  private final Sessions sessions;
  private final String step;
  private final List<LockNeed> needs;
  private final Instant since;
  private Instant notClearSince = Instant.MAX;
  private Instant nextForced = Instant.MIN;
  private Instant reported = Instant.MIN;
  private final Map<String, Instant> firstSeen = new HashMap<>();
  private int attempts;
  private int notGranted;
  private volatile @Nullable String waitedFor;

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
      List<Blocker> all = blockers();
      List<Blocker> blockers =
          all.stream().filter(it -> it.isQueued() || it.age().compareTo(YOUNG) > 0).toList();
      boolean isClear = blockers.stream().allMatch(Blocker::yields);
      boolean mayTry = isClear && (all.isEmpty() || notGranted < TRUSTED);
      if (mayTry) notClearSince = Instant.MAX;
      if (mayTry || mayForce(blockers)) {
        attempts++;
        return blockers.stream()
            .filter(Blocker::yields)
            .flatMap(it -> it.relations().stream())
            .distinct()
            .toList();
      }
      tell(blockers);
      pause();
    }
  }

  /** As old as they say, and at least as old as we have seen them. */
  private List<Blocker> blockers() {
    Instant now = now();
    List<Blocker> blockers = LockProbe.blockers(sessions.journal().session(), needs);
    firstSeen
        .keySet()
        .retainAll(blockers.stream().map(Blocker::transaction).collect(Collectors.toSet()));
    return blockers.stream()
        .map(
            it ->
                it.atLeast(
                    Duration.between(
                        firstSeen.computeIfAbsent(it.transaction(), transaction -> now), now)))
        .toList();
  }

  private boolean mayForce(List<Blocker> blockers) {
    Instant now = now();
    if (notClearSince.equals(Instant.MAX)) notClearSince = now;
    boolean staysLong =
        blockers.stream().anyMatch(it -> !it.yields() && it.age().compareTo(STUBBORN) > 0);
    if (staysLong) return false;
    if (notGranted < TRUSTED && notClearSince.plus(NO_GAP).isAfter(now)) return false;
    if (now.isBefore(nextForced)) return false;
    // At random: everybody who queued behind our last try began at the same moment, and a fixed
    // gap could meet them at the same place of their cycle for ever.
    nextForced = now.plusMillis(ThreadLocalRandom.current().nextLong(200, 600));
    return true;
  }

  /**
   * A try was not granted, or was cancelled: somebody came in between.
   *
   * @param victim who had waited for us past the budget; null where nobody had
   */
  void notGranted(@Nullable String victim) {
    sessions.control().check();
    notGranted++;
    if (victim != null) {
      Duration budget = sessions.surroundings().settings().lockBudget();
      sessions.tell(step, new Event.Cancelled(now(), sessions.runId(), step, budget, victim));
    }
    tell(blockers());
    if (victim != null) sleep(Duration.ofMillis(500));
    pause();
  }

  /**
   * What runs under watch waits for somebody: a transaction with an old snapshot. On the watchdog's
   * thread, so listeners only.
   */
  void waitsFor(List<Event.Holder> holders, Runnable cancel) {
    Instant now = now();
    Duration soFar = Duration.between(since, now);
    sessions
        .surroundings()
        .listener()
        .on(new Event.LockWaited(now, sessions.runId(), step, attempts, soFar, holders));
    if (soFar.compareTo(sessions.surroundings().settings().lockDeadline()) > 0) {
      waitedFor = String.join("; ", holders.stream().map(Event.Holder::description).toList());
      cancel.run();
    }
  }

  /**
   * @throws SlipwayException (retryable) if it was cancelled because it had waited too long
   */
  void failAtDeadline() {
    String who = waitedFor;
    if (who == null) return;
    throw new SlipwayException(
        Problem.of(
            "ENGINE-16",
            Kind.RETRYABLE,
            "step %s waited %d s for others"
                .formatted(step, Duration.between(since, now()).toSeconds()),
            "It waited for " + who + ". It was cancelled; what it left is removed next time.",
            "End them if you may, then: slipway resume " + sessions.runId()));
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
