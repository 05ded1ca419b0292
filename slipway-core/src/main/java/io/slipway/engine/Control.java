package io.slipway.engine;

import io.slipway.jdbc.Sql;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries a stop from whoever wants it to the thread that works, and cancels what that thread waits
 * for. The first reason wins.
 */
final class Control {
  private static final long PATIENCE_SECONDS = 2;

  /** Why a run stops before its end. */
  enum Reason {
    INTERRUPTED,
    PAUSED,
    CANCELLED,
    /** The lease, or the way to the server, is gone. */
    LOST
  }

  /** Unwinds the working thread; nothing of it is an error. */
  static final class Stopped extends RuntimeException {
    private final Reason reason;

    Stopped(Reason reason) {
      super(reason.name(), null, false, false);
      this.reason = reason;
    }

    Reason reason() {
      return reason;
    }
  }

  private volatile @Nullable Reason reason;
  private volatile @Nullable Sql working;
  private volatile CountDownLatch ended = new CountDownLatch(0);

  void begin() {
    reason = null;
    ended = new CountDownLatch(1);
  }

  void end() {
    reason = null;
    working = null;
    ended.countDown();
  }

  /** The session whose statement a stop cancels. */
  void works(@Nullable Sql session) {
    working = session;
  }

  /**
   * @throws Stopped if somebody wants that
   */
  void check() {
    Reason wanted = reason;
    if (wanted != null) throw new Stopped(wanted);
  }

  boolean isStopping() {
    return reason != null;
  }

  boolean isLost() {
    return reason == Reason.LOST;
  }

  void stop(Reason why) {
    if (reason == null) reason = why;
    cancelStatement();
  }

  /**
   * Again and again until the thread has noticed: a cancel that comes between two statements is
   * lost.
   */
  void cancelStatement() {
    Sql session = working;
    if (session != null) session.cancel();
  }

  void interrupt() {
    CountDownLatch running = ended;
    if (running.getCount() == 0) return;
    stop(Reason.INTERRUPTED);
    try {
      if (!running.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Sql session = working;
        if (session != null) session.abort();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
