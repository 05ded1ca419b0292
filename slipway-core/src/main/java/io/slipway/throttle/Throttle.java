package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.problem.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the signals on a schedule, on one session and one thread of its own, and says what they ask
 * of whoever works. A session that dies is replaced; while there is none, nobody works.
 */
public final class Throttle implements AutoCloseable {
  /** Two signals at one level: who has been there longer explains more. */
  private static final Comparator<Reading> WORST =
      Comparator.comparing(Reading::level).thenComparing(Reading::since, Comparator.reverseOrder());

  private final ThrottleSettings settings;
  private final Supplier<Sql> connect;
  private final InstantSource clock;
  private final List<Gauge> gauges;
  private final Thread thread;
  private volatile @Nullable Sql sql;
  private volatile Instant lookedAt;
  private volatile List<Caveat> caveats = List.of();
  private boolean isClosed;

  private Throttle(
      ThrottleSettings settings, Kind.Around around, Supplier<Sql> connect, InstantSource clock) {
    this.settings = settings;
    this.connect = connect;
    this.clock = clock;
    this.lookedAt = clock.instant();
    this.gauges = new CopyOnWriteArrayList<>(Signals.gauges(settings, around, lookedAt));
    this.thread = new Thread(this::patrol, "slipway-signals");
    thread.setDaemon(true);
  }

  /**
   * Looks once, then goes on by itself until it is closed.
   *
   * @param connect opens the session called {@code signals}
   */
  public static Throttle start(
      ThrottleSettings settings, Kind.Around around, Supplier<Sql> connect, InstantSource clock) {
    Throttle throttle = new Throttle(settings, around, connect, clock);
    throttle.look();
    throttle.thread.start();
    return throttle;
  }

  /** The signal that asks the most of us; a calm one where none asks anything. */
  public Reading worst() {
    Instant now = clock.instant();
    Sql session = sql;
    // Its thread waits for an answer that does not come: the session is dropped, so that it wakes.
    if (session != null && lookedAt.plus(settings.stale()).isBefore(now)) session.abort();
    return gauges.stream()
        .map(gauge -> gauge.reading(now, settings.stale()))
        .max(WORST)
        .orElseGet(() -> new Reading("none", "", "", Level.CALM, now));
  }

  /** What a person must know about how signals are measured on this server. */
  public List<Caveat> caveats() {
    return caveats;
  }

  /** All of them, in the order of the registry. */
  public List<Reading> all() {
    Instant now = clock.instant();
    return gauges.stream().map(gauge -> gauge.reading(now, settings.stale())).toList();
  }

  /** For how long somebody has held the xmin horizon; zero where that is not known. */
  public Duration oldestSnapshot() {
    return gauges.stream()
        .filter(gauge -> gauge.key().equals(OldestSnapshot.KIND.key()))
        .findFirst()
        .map(gauge -> Duration.ofMillis((long) (gauge.value().orElse(0) * 1000)))
        .orElse(Duration.ZERO);
  }

  private void patrol() {
    try {
      while (pause()) look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean pause() throws InterruptedException {
    long until = System.nanoTime() + settings.every().toNanos();
    while (!isClosed) {
      long left = until - System.nanoTime();
      if (left <= 0) return true;
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return false;
  }

  /**
   * A session that turns out to be dead is replaced once; after that it is the next tick's turn.
   */
  private void look() {
    Optional<String> failure = lookAtAll();
    if (failure.isPresent()) failure = lookAtAll();
    Instant now = clock.instant();
    failure.ifPresent(why -> gauges.forEach(gauge -> gauge.failed(why, now)));
    lookedAt = now;
  }

  /** Empty where each could be asked, whatever it said; else why not. */
  private Optional<String> lookAtAll() {
    try {
      Sql session = session();
      for (Gauge gauge : gauges) {
        if (gauge.look(session, clock.instant())) continue;
        session.close();
        return Optional.of("the connection was lost");
      }
      return Optional.empty();
    } catch (SqlFailure e) {
      return Optional.of(e.said());
    } catch (SlipwayException e) {
      return Optional.of(e.problem().what() + ". " + e.problem().state());
    }
  }

  private Sql session() {
    Sql open = sql;
    if (open != null && open.isOpen()) return open;
    Sql made = connect.get();
    made.execute("SET statement_timeout = " + settings.timeout().toMillis());
    if (sql == null) appraise(made);
    sql = made;
    return made;
  }

  /**
   * What cannot be measured at all is left out, and said: it is neither calm nor a reason to wait.
   */
  private void appraise(Sql session) {
    List<Caveat> found = new ArrayList<>();
    List<Gauge> blind = new ArrayList<>();
    for (Gauge gauge : gauges) {
      Optional<Caveat> caveat = gauge.caveat(session);
      caveat.ifPresent(found::add);
      if (caveat.filter(Caveat::isBlind).isPresent()) blind.add(gauge);
    }
    gauges.removeAll(blind);
    caveats = List.copyOf(found);
  }

  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    Sql session = sql;
    if (session != null) session.cancel();
    try {
      thread.join(settings.timeout().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Sql last = sql;
    if (last != null) last.close();
  }
}
