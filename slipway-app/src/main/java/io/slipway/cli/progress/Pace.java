package io.slipway.cli.progress;

import io.slipway.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How fast a backfill goes, from its last few seconds. */
final class Pace {
  private static final Duration WINDOW = Duration.ofSeconds(5);

  private record Mark(Instant at, long rows) {}

  private final Deque<Mark> marks = new ArrayDeque<>();

  void add(Event.ChunkDone chunk) {
    if (marks.isEmpty()) {
      marks.add(new Mark(chunk.at().minus(chunk.took()), chunk.rowsDone() - chunk.rows()));
    }
    marks.add(new Mark(chunk.at(), chunk.rowsDone()));
    while (marks.size() > 2 && marks.getFirst().at().isBefore(chunk.at().minus(WINDOW))) {
      marks.removeFirst();
    }
  }

  /** Zero before there is anything to tell. */
  long rowsPerSecond() {
    if (marks.isEmpty()) return 0;
    long rows = marks.getLast().rows() - marks.getFirst().rows();
    long millis = Duration.between(marks.getFirst().at(), marks.getLast().at()).toMillis();
    return millis <= 0 ? 0 : rows * 1_000 / millis;
  }

  /** Empty where the pace or the total is not known. */
  Optional<Duration> left(long rowsDone, long rowsTotal) {
    long rate = rowsPerSecond();
    if (rate <= 0 || rowsTotal <= 0) return Optional.empty();
    return Optional.of(Duration.ofMillis(Math.max(0, rowsTotal - rowsDone) * 1_000 / rate));
  }
}
