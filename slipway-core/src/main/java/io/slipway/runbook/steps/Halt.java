package io.slipway.runbook.steps;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The wish that a run stops: from a signal, a person or a threshold. Safe between threads. */
public final class Halt {
  /** Why; the later ones are stronger. */
  public enum Reason {
    /** A signal: hold nothing, go on later. */
    INTERRUPT,
    /** What runs may end, nothing new begins. */
    PAUSE,
    ABORT,
    ROLLBACK
  }

  /** What was wished. */
  public record Wish(Reason reason, String because) {}

  /** How what runs is stopped; called on the thread of whoever wishes. */
  @FunctionalInterface
  public interface Stopper {
    void stop(Reason reason);
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wished = lock.newCondition();
  private @Nullable Wish wish;
  private @Nullable Stopper stopper;

  public void request(Reason reason, String because) {
    Stopper toCall;
    lock.lock();
    try {
      if (wish != null && wish.reason().compareTo(reason) >= 0) return;
      wish = new Wish(reason, because);
      toCall = stopper;
      wished.signalAll();
    } finally {
      lock.unlock();
    }
    if (toCall != null) toCall.stop(reason);
  }

  /** The wish has been granted; what comes now can be stopped by another. */
  public void granted() {
    lock.lock();
    try {
      wish = null;
    } finally {
      lock.unlock();
    }
  }

  public Optional<Wish> wish() {
    lock.lock();
    try {
      return Optional.ofNullable(wish);
    } finally {
      lock.unlock();
    }
  }

  /** From now on a wish is passed on to this; at once, if one came before. Null: to nobody. */
  public void during(@Nullable Stopper running) {
    Wish earlier;
    lock.lock();
    try {
      stopper = running;
      earlier = wish;
    } finally {
      lock.unlock();
    }
    if (running != null && earlier != null) running.stop(earlier.reason());
  }

  /** Waits so long, or until a wish comes: then false. */
  public boolean await(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = duration.toNanos();
      while (wish == null && left > 0) left = wished.awaitNanos(left);
      return wish == null;
    } finally {
      lock.unlock();
    }
  }
}
