package io.slipway.engine;

import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** An application at work on the orders: statement after statement, timed. */
final class AppTraffic implements AutoCloseable {
  private final Thread thread;
  private volatile boolean isOver;
  final AtomicLong longestNanos = new AtomicLong();
  final AtomicLong statements = new AtomicLong();
  final List<String> failures = new CopyOnWriteArrayList<>();

  AppTraffic(TestPostgres.Database database, String sql) {
    Connection connection = database.connect();
    thread =
        new Thread(
            () -> {
              try (connection;
                  var statement = connection.createStatement()) {
                while (!isOver) {
                  long since = System.nanoTime();
                  statement.execute(sql);
                  longestNanos.accumulateAndGet(System.nanoTime() - since, Math::max);
                  statements.incrementAndGet();
                  Thread.sleep(5);
                }
              } catch (SQLException | InterruptedException e) {
                failures.add(e.toString());
              }
            });
    thread.start();
  }

  long longestMs() {
    return longestNanos.get() / 1_000_000;
  }

  @Override
  public void close() {
    isOver = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
