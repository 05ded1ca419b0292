package io.slipway.engine;

import io.slipway.jdbc.SqlFailure;
import io.slipway.state.Lease;
import io.slipway.state.Progress;
import java.time.Duration;

/**
 * The thread on the lease's session: beats, reads what people want, and repeats a cancel until the
 * working thread has stopped.
 */
final class Heartbeat implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final int WISH_EVERY = 3;
  private static final int BEAT_EVERY = 10;

  private final Lease lease;
  private final Progress progress;
  private final Control control;
  private final Thread thread;
  private boolean isClosed;

  Heartbeat(Lease lease, Progress progress, Control control) {
    this.lease = lease;
    this.progress = progress;
    this.control = control;
    this.thread = new Thread(this::live, "slipway-heartbeat");
    thread.setDaemon(true);
  }

  Heartbeat start() {
    thread.start();
    return this;
  }

  private synchronized void live() {
    try {
      for (int tick = 1; !isClosed; tick++) {
        pulse(tick);
        wait(PERIOD.toMillis());
      }
    } catch (SqlFailure e) {
      if (!isClosed) control.stop(Control.Reason.LOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pulse(int tick) {
    if (control.isStopping()) control.cancelStatement();
    if (tick % BEAT_EVERY == 0 && !lease.beat()) control.stop(Control.Reason.LOST);
    if (tick % WISH_EVERY == 0) obey(progress.wish(lease.session()));
  }

  private void obey(Progress.Wish wish) {
    switch (wish) {
      case GO_ON -> {}
      case PAUSE -> control.stop(Control.Reason.PAUSED);
      case CANCEL -> control.stop(Control.Reason.CANCELLED);
    }
  }

  /** Ends the thread and gives its session back to the caller. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
