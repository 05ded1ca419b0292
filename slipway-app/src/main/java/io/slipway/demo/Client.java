package io.slipway.demo;

import io.slipway.postgres.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One client of the application: a connection, a thread and a timetable it keeps to. */
final class Client implements Runnable {
  private static final int TRIES = 20;

  /**
   * @param every pause between two requests that are due
   * @param offset of the first one
   */
  record Timetable(Request request, Duration every, Duration offset) {}

  private final Timetable timetable;
  private final String url;
  private final Demo.Size size;
  private final Random random;
  private final List<Sample> samples = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private volatile String emailColumn = Change.OLD_EMAIL;
  private volatile long lastDue = Long.MAX_VALUE;
  private volatile long lastStart;

  Client(Timetable timetable, String url, Demo.Size size, long seed) {
    this.timetable = timetable;
    this.url = url;
    this.size = size;
    this.random = new Random(seed);
  }

  /** This client is the next version of the application from its next request on. */
  void deploy(String newEmailColumn) {
    emailColumn = newEmailColumn;
  }

  /** What is due after now is not sent any more; what was due before still is, however late. */
  void stop() {
    lastDue = System.nanoTime();
  }

  Request request() {
    return timetable.request();
  }

  /** {@link System#nanoTime()} of the last request's start; 0 before the first. */
  long lastStart() {
    return lastStart;
  }

  /** Only after the thread has ended. */
  List<Sample> samples() {
    return samples;
  }

  /** Only after the thread has ended. */
  List<String> errors() {
    return errors;
  }

  @Override
  public void run() {
    long due = System.nanoTime() + timetable.offset().toNanos();
    @Nullable Connection connection = null;
    try {
      while (waitUntil(due)) {
        connection = usable(connection);
        lastStart = System.nanoTime();
        samples.add(answer(connection, due));
        due += timetable.every().toNanos();
      }
      if (connection != null) connection.close();
    } catch (SQLException e) {
      errors.add("client lost: " + e.getMessage());
    }
  }

  private boolean waitUntil(long due) {
    while (due - System.nanoTime() > 0 && due <= lastDue) {
      LockSupport.parkNanos(Math.min(due - System.nanoTime(), 5_000_000));
    }
    return due <= lastDue;
  }

  private Connection usable(@Nullable Connection connection) throws SQLException {
    if (connection != null && !connection.isClosed()) return connection;
    return Connections.application(url, "shop " + timetable.request());
  }

  private Sample answer(Connection connection, long due) {
    int statements = 0;
    int retried = 0;
    while (true) {
      var conversation = new Conversation(connection, random, size, emailColumn);
      try {
        timetable.request().run(conversation);
        statements += conversation.statements();
        return sample(due, statements, false, retried);
      } catch (SQLException e) {
        statements += conversation.statements();
        boolean again = SqlState.SERIALIZATION_FAILURE.equals(e.getSQLState()) && retried < TRIES;
        if (!again) {
          errors.add(timetable.request() + ": " + e.getMessage());
          return sample(due, statements, true, retried);
        }
        retried++;
      }
    }
  }

  private Sample sample(long due, int statements, boolean failed, int retried) {
    long took = System.nanoTime() - due;
    return new Sample(timetable.request(), due, took, statements, failed, retried);
  }
}
