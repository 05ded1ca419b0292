package io.slipway.sql;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs work whose recursion is as deep as the text nests. Ordinary statements stay on the caller's
 * thread; long ones, and those that overflow it, get a thread with a stack of their own.
 */
final class DeepStack {
  /** A thread's usual megabyte is enough for what nests in this many characters. */
  private static final int SHORT = 4_096;

  /** Reserved, not used, until it is needed. Enough for 30,000 terms several times over. */
  private static final long STACK_BYTES = 256L << 20;

  private DeepStack() {}

  /**
   * @param whenTooDeep the answer where even the large stack overflows
   */
  static <T> T call(int length, Supplier<T> work, Supplier<T> whenTooDeep) {
    if (length <= SHORT) {
      try {
        return work.get();
      } catch (StackOverflowError tooDeepHere) {
        return onLargeStack(work, whenTooDeep);
      }
    }
    return onLargeStack(work, whenTooDeep);
  }

  private static <T> T onLargeStack(Supplier<T> work, Supplier<T> whenTooDeep) {
    AtomicReference<@Nullable T> result = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Runnable task =
        () -> {
          try {
            result.set(work.get());
          } catch (StackOverflowError tooDeep) {
            result.set(whenTooDeep.get());
          } catch (RuntimeException | Error e) {
            failure.set(e);
          }
        };
    Thread thread = new Thread(null, task, "slipway-parse", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    joinFully(thread);
    T value = result.get();
    if (value != null) return value;
    throw rethrown(failure.get());
  }

  /** Parsing is short and must not be torn: an interrupt is kept for the caller. */
  private static void joinFully(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private static RuntimeException rethrown(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException runtime) return runtime;
    if (failure instanceof Error error) throw error;
    return new IllegalStateException("a parse ended without a result");
  }
}
