package io.slipway.throttle;

import io.slipway.event.Event;
import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.problem.SlipwayException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees who waits for one session of ours, measures how long, and cancels our statement before
 * somebody has waited for the whole budget. Has a connection and a thread of its own; blind means
 * cancel.
 */
public final class Watchdog implements AutoCloseable {
  private static final long PERIOD_MS = 25;

  /**
   * Sessions that wait for a lock we hold, or queue behind a lock we ask for. What other roles'
   * sessions are is hidden from who lacks pg_read_all_stats: taken for applications.
   */
  private static final String WAITERS =
      """
      SELECT l.pid, coalesce(extract(epoch FROM clock_timestamp() - min(l.waitstart)) * 1000, 0),
             format('pid %s (%s, %s): %s', l.pid, a.application_name, a.usename,
                    left(regexp_replace(a.query, '\\s+', ' ', 'g'), 60))
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
       WHERE NOT l.granted AND coalesce(a.backend_type, 'client backend') = 'client backend'
         AND a.application_name NOT LIKE 'slipway/%' AND ? = ANY (pg_blocking_pids(l.pid))
       GROUP BY l.pid, a.application_name, a.usename, a.query""";

  /** Whom a session of ours waits for: CREATE INDEX CONCURRENTLY waits for old snapshots. */
  private static final String BLOCKERS =
      """
      SELECT pid, format('pid %s (%s, %s, %s for %s): %s', pid,
               coalesce(nullif(application_name, ''), 'no application name'), usename, state,
               date_trunc('second', clock_timestamp() - xact_start),
               left(regexp_replace(query, '\\s+', ' ', 'g'), 60))
        FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids(?))""";

  private static final int BLOCKERS_EVERY = 40;

  private final Supplier<Sql> connect;
  private final Thread thread;
  private @Nullable Sql sql;
  private @Nullable Watch watch;
  private boolean isClosed;

  /** Nanoseconds; asked by who must not wait for the monitor. */
  private final AtomicLong longestLately = new AtomicLong();

  /**
   * @param connect opens the session called {@code watch}
   */
  public Watchdog(Supplier<Sql> connect) {
    this.connect = connect;
    this.sql = connect.get();
    this.thread = new Thread(this::patrol, "slipway-watchdog");
    thread.setDaemon(true);
  }

  /** The longest anybody waited for a session of ours since this was asked last. */
  public Duration longestLately() {
    return Duration.ofNanos(longestLately.getAndSet(0));
  }

  public Watchdog start() {
    thread.start();
    return this;
  }

  /**
   * What is watched.
   *
   * @param budget nobody may wait longer for it
   * @param cancel stops what the session does
   * @param waiting told once a second whom the session waits for, on the watchdog's thread
   */
  public record Guarded(
      int pid, Duration budget, Runnable cancel, Consumer<List<Event.Holder>> waiting) {}

  /** Watches a session until the {@link Watch} is closed. */
  public synchronized Watch guard(Guarded session) {
    if (watch != null) throw new IllegalStateException("one session at a time");
    Watch guarded = new Watch(session);
    watch = guarded;
    notifyAll();
    return guarded;
  }

  /** What was seen of one session. */
  public final class Watch implements AutoCloseable {
    private final Guarded session;
    private final Duration cancelAt;
    private final long since = System.nanoTime();
    private int looks;
    private volatile Duration longest = Duration.ZERO;
    private volatile @Nullable String victim;

    private Watch(Guarded session) {
      this.session = session;
      Duration reaction = Duration.ofMillis(4 * PERIOD_MS);
      Duration early = session.budget().minus(reaction);
      Duration half = session.budget().dividedBy(2);
      this.cancelAt = early.compareTo(half) > 0 ? early : half;
    }

    /** The longest wait seen so far. */
    public Duration longest() {
      return longest;
    }

    /** Who had waited so long that our statement was cancelled; null if it was not. */
    public @Nullable String victim() {
      return victim;
    }

    /** Looks now: whether anybody waits for the session at this moment. */
    public boolean anybodyWaits() {
      synchronized (Watchdog.this) {
        return look(this);
      }
    }

    @Override
    public void close() {
      synchronized (Watchdog.this) {
        if (watch == this) watch = null;
      }
    }

    private void saw(Waiter waiter) {
      Duration ours = Duration.ofNanos(System.nanoTime() - since);
      Duration waited = waiter.waited.compareTo(ours) < 0 ? waiter.waited : ours;
      if (waited.compareTo(longest) > 0) longest = waited;
      longestLately.accumulateAndGet(waited.toNanos(), Math::max);
      if (waited.compareTo(cancelAt) >= 0 && victim == null) {
        victim = waiter.description;
        session.cancel().run();
      }
    }

    private void blind() {
      victim = "unknown: the watchdog lost its connection";
      session.cancel().run();
    }
  }

  private record Waiter(Duration waited, String description) {
    static Waiter of(Row row) {
      return new Waiter(Duration.ofNanos((long) (row.real(2) * 1e6)), row.text(3));
    }
  }

  private synchronized void patrol() {
    try {
      while (!isClosed) {
        Watch current = watch;
        if (current == null) {
          wait();
        } else {
          look(current);
          wait(PERIOD_MS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** With the monitor held: the connection serves one question at a time. */
  private boolean look(Watch current) {
    try {
      Sql session = sql;
      if (session == null || !session.isOpen()) sql = session = connect.get();
      List<Waiter> waiters = session.query(WAITERS, Waiter::of, current.session.pid());
      waiters.forEach(current::saw);
      if (++current.looks % BLOCKERS_EVERY == 0) tellWhomWeWaitFor(session, current);
      return !waiters.isEmpty();
    } catch (SqlFailure | SlipwayException e) {
      Sql broken = sql;
      if (broken != null) broken.close();
      current.blind();
      return true;
    }
  }

  private static void tellWhomWeWaitFor(Sql session, Watch current) {
    List<Event.Holder> blockers =
        session.query(
            BLOCKERS,
            row -> new Event.Holder((int) row.number(1), row.text(2)),
            current.session.pid());
    if (!blockers.isEmpty()) current.session.waiting().accept(blockers);
  }

  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
      Sql session = sql;
      if (session != null) session.close();
    }
  }
}
