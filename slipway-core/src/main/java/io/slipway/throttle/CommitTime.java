package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long a small transaction of our own takes to commit, as the server is set for applications:
 * the time nineteen in twenty stay under. What the disk, or a synchronous replica, makes everybody
 * wait.
 */
final class CommitTime implements Signal {
  static final Kind KIND =
      new Kind(
          "commit-time",
          "time to commit, p95",
          new Limits(100, 500, Unit.MILLISECONDS),
          around -> new CommitTime(around.probeTable()));

  private static final int REMEMBERED = 20;
  private static final int FEW = 5;

  private final String table;
  private final Deque<Double> times = new ArrayDeque<>();

  private CommitTime(String table) {
    this.table = table;
  }

  @Override
  public Sample read(Sql sql, Instant now) {
    times.addLast(probe(sql));
    if (times.size() > REMEMBERED) times.removeFirst();
    return times.size() < FEW ? Sample.of(0) : Sample.of(p95());
  }

  private double probe(Sql sql) {
    sql.begin();
    try {
      sql.update(
          "UPDATE %1$s SET version = version WHERE version = (SELECT max(version) FROM %1$s)"
              .formatted(table));
      long since = System.nanoTime();
      sql.commit();
      return (System.nanoTime() - since) / 1e6;
    } finally {
      sql.rollback();
    }
  }

  private double p95() {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
  }
}
