package io.slipway.backfill;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sizes chunks by the time they take: rows per chunk so that nine in ten stay under the target.
 * Grows by half, falls at once.
 */
final class Servo {
  static final int FLOOR = 1;
  static final int CAP = 100_000;
  private static final int START = 500;
  private static final int REMEMBERED = 10;
  private static final double GROWTH = 1.5;
  private static final int PANIC = 8;
  private static final int GENTLE = 4;
  private static final int PANIC_FACTOR = 4;

  private final long targetNanos;
  private final int cap;
  private final boolean isFixed;
  private final Deque<Double> nanosPerRow = new ArrayDeque<>();
  private int rows;
  private boolean isGentle;

  /**
   * @param fixed rows a chunk; 0: sized by time
   */
  Servo(Duration target, int fixed) {
    this.targetNanos = target.toNanos();
    this.isFixed = fixed > 0;
    this.cap = isFixed ? fixed : CAP;
    this.rows = isFixed ? fixed : START;
  }

  /** Rows the next chunk should have. */
  int rows() {
    return isGentle ? Math.max(FLOOR, rows / GENTLE) : rows;
  }

  /** For as long as a signal asks for it: a quarter of what it would be. */
  void gentle(boolean wanted) {
    isGentle = wanted;
  }

  /** A chunk of this many rows took that long. */
  void took(int chunkRows, Duration time) {
    long nanos = Math.max(1, time.toNanos());
    if (isFixed) {
      rows = grown(cap);
      return;
    }
    nanosPerRow.addLast((double) nanos / Math.max(1, chunkRows));
    if (nanosPerRow.size() > REMEMBERED) nanosPerRow.removeFirst();
    if (nanos > PANIC_FACTOR * targetNanos) {
      shrink();
    } else {
      rows = grown((long) (targetNanos / p90()));
    }
  }

  /** Somebody waited, or a lock was not granted: much smaller, at once. */
  void shrink() {
    rows = Math.max(FLOOR, rows / PANIC);
    nanosPerRow.clear();
  }

  private int grown(long wanted) {
    long most = Math.min(cap, (long) Math.ceil(rows * GROWTH));
    return (int) Math.clamp(wanted, FLOOR, Math.max(FLOOR, most));
  }

  private double p90() {
    double[] sorted = nanosPerRow.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.ceil(sorted.length * 0.9) - 1];
  }
}
