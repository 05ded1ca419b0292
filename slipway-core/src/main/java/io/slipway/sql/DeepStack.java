package io.slipway.sql;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A thread whose stack is as deep as SQL may nest, whatever the caller's is. All parsing runs on
 * it: an overflow on a caller's thread would not only end the work but leave classes that were
 * being loaded unusable for good.
 */
final class DeepStack {
  /** Reserved, not used, until it is needed: enough for the 200,000 terms the parser can take. */
  private static final long STACK_BYTES = 256L << 20;

  private static final int IDLE_SECONDS = 1;

  private final ThreadPoolExecutor thread;

  DeepStack() {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DeepStack::newThread);
    thread.allowCoreThreadTimeOut(true);
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(null, work, "slipway-sql", STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /** Waits for the answer, interrupted or not: a parse is short. */
  <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, thread).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      if (e.getCause() instanceof Error error) throw error;
      throw e;
    }
  }
}
