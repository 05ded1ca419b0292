package io.slipway.backfill;

import io.slipway.backfill.ChunkOutcome.Committed;
import io.slipway.backfill.ChunkOutcome.GivenUp;
import io.slipway.backfill.ChunkOutcome.Lost;
import io.slipway.event.Event;
import io.slipway.jdbc.Sql;
import io.slipway.plan.Step;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.state.Shards;
import io.slipway.state.Shards.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Walks a table to its end, from wherever an earlier attempt left it. The interleavings it survives
 * are in docs/operations/what-if-it-dies.md.
 */
public final class Backfiller {
  /** Strides a chunk: later ones land on pages the first has made room on, without index writes. */
  private static final int STRIDES = 12;

  private static final double LEAST_HOT = 0.4;
  private static final Duration OLD_SNAPSHOT = Duration.ofSeconds(2);
  private static final int MOST_PASSES = 20;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final Host host;
  private final Step.Backfill step;
  private final Pace pace;
  private final Shards shards;
  private final Chunks chunks;
  private final Servo servo;
  private final Yielding yielding;
  private final Instant since;
  private Instant lastChunk;
  private long rowsDone;
  private long rowsTotal;

  public Backfiller(Host host, Step.Backfill step, Pace pace) {
    this.host = host;
    this.step = step;
    this.pace = pace;
    this.shards = new Shards(host.schema(), host.runId(), step.id());
    this.chunks = new Chunks(host, step, pace, shards);
    this.servo = new Servo(pace.target(), step.options().batchSize());
    this.yielding = new Yielding(host, step.id(), pace);
    this.since = host.now();
    this.lastChunk = since;
  }

  /** The longest an application session waited for one of our chunks, as measured. */
  public Duration longestWait() {
    return chunks.longestWait();
  }

  /** Rows changed by this attempt. */
  public long rowsDone() {
    return rowsDone;
  }

  /**
   * @return why it stopped although there is more to do: a limit of its own options; empty when it
   *     is done
   */
  public Optional<String> run() {
    Ranges ranges = new TableCut(host.reader(), step).ranges();
    int rollout = step.options().rolloutPercentage();
    if (shards.all(host.reader()).isEmpty()) create(ranges, rollout);
    boolean wasRolledOut = openOnes(0).isEmpty();
    for (int pass = 1; ; pass++) {
      Optional<String> stopped = walkAll(ranges, 0);
      if (stopped.isPresent()) return stopped;
      boolean isMore = !openOnes(1).isEmpty();
      if (isMore && !wasRolledOut) {
        return Optional.of("its rolloutPercentage of %d is reached".formatted(rollout));
      }
      stopped = walkAll(ranges, 1);
      if (stopped.isPresent()) return stopped;
      if (!(ranges instanceof BlockRanges) || !isAnythingLeft()) return Optional.empty();
      if (pass >= MOST_PASSES) throw neverDone();
      wasRolledOut = true;
      startOver(ranges);
    }
  }

  private void create(Ranges ranges, int rollout) {
    Sql reader = host.reader();
    List<Shard> made = ranges.shards(reader, rollout);
    reader.begin();
    try {
      shards.create(reader, made, host.lease().epoch());
      reader.commit();
    } finally {
      reader.rollback();
    }
  }

  private void startOver(Ranges ranges) {
    shards.forget(host.reader());
    create(ranges, 100);
  }

  /**
   * Where a share is rolled out first, even shards are that share and odd ones the rest; else there
   * is only one kind.
   */
  private List<Shard> openOnes(int parity) {
    boolean isSplit = step.options().rolloutPercentage() < 100;
    return shards.all(host.reader()).stream()
        .filter(it -> !it.isDone())
        .filter(it -> isSplit ? it.number() % 2 == parity : parity == 0)
        .toList();
  }

  private Optional<String> walkAll(Ranges ranges, int parity) {
    List<Shard> all = shards.all(host.reader());
    rowsTotal = all.stream().mapToLong(Shard::rowsTotal).sum();
    for (Shard shard : openOnes(parity)) {
      Optional<String> stopped = walk(ranges, shard);
      if (stopped.isPresent()) return stopped;
      shards.turn(host.reader(), shard.number(), true);
    }
    return Optional.empty();
  }

  private Optional<String> walk(Ranges ranges, Shard first) {
    Shard shard = first;
    while (true) {
      host.checkpoint();
      heedSignals();
      if (isTimeUp()) return Optional.of("its maxDuration is over");
      int strides = strides();
      Range range = ranges.next(host.reader(), shard, servo.rows() * strides);
      if (change(ranges, shard, range, strides)) {
        if (range.isLast()) return Optional.empty();
        shard = at(shard, range.next());
      } else {
        shard = reload(shard);
      }
    }
  }

  private static Shard at(Shard shard, List<String> next) {
    return new Shard(
        shard.number(),
        shard.relation(),
        shard.upper(),
        next,
        shard.rowsDone(),
        shard.rowsTotal(),
        false);
  }

  private Shard reload(Shard shard) {
    return shards.all(host.reader()).stream()
        .filter(it -> it.number() == shard.number())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("shard " + shard.number() + " is gone"));
  }

  /** Each stride its own transaction; false if one was given up: smaller, from the same place. */
  private boolean change(Ranges ranges, Shard shard, Range range, int strides) {
    int unit = servo.rows();
    for (int j = 0; j < strides; j++) {
      host.checkpoint();
      if (j > 0) heedSignals();
      // What the strides before this one did is committed, and no longer to do. An attempt that
      // has done nothing yet goes on, or the next one would come no further.
      if (j > 0 && rowsDone > 0 && isTimeUp()) return false;
      boolean isEnd = range.isLast() && j == strides - 1;
      Instant began = host.now();
      Chunks.Piece piece =
          new Chunks.Piece(
              ranges.target(shard),
              shard,
              range,
              strides == 1 ? null : ranges.stride(j, strides),
              j == strides - 1,
              unit);
      switch (chunks.attempt(piece)) {
        case Committed committed -> {
          committed(committed, unit);
          lastChunk = host.now();
          if (!isEnd && committed.rows() > 0) pause(Duration.between(began, lastChunk));
        }
        case GivenUp givenUp -> {
          givenUp(givenUp);
          return false;
        }
        case Lost lost -> {
          host.renewWork();
          return false;
        }
      }
    }
    return true;
  }

  /** Between two batches, as the author and the signals wish. */
  private void pause(Duration worked) {
    yielding.rest(worked);
    long delay = step.options().delayMs();
    if (delay > 0) host.sleep(Duration.ofMillis(delay));
  }

  private void committed(Committed committed, int unit) {
    rowsDone += committed.rows();
    servo.took(unit, committed.held());
    host.tell(
        new Event.ChunkDone(
            host.now(),
            host.runId(),
            step.id(),
            rowsDone,
            Math.max(rowsTotal, rowsDone),
            committed.rows(),
            committed.held()));
  }

  private void givenUp(GivenUp givenUp) {
    servo.shrink();
    Duration stuck = Duration.between(lastChunk, host.now());
    if (stuck.compareTo(pace.deadline()) > 0) throw stuck(givenUp);
    if (stuck.toMillis() > 1000) {
      host.tell(
          new Event.Throttled(
              host.now(),
              host.runId(),
              step.id(),
              new Event.Reason(
                  "rows locked by others", givenUp.because(), "none", lastChunk, true)));
    }
    Duration pause = stuck.dividedBy(4);
    if (pause.compareTo(SHORTEST_PAUSE) < 0) pause = SHORTEST_PAUSE;
    host.sleep(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  private void heedSignals() {
    Duration waited = yielding.await(this::isTimeUp);
    if (waited.compareTo(SHORTEST_PAUSE) > 0) lastChunk = host.now();
    servo.gentle(yielding.isGentle());
  }

  private boolean isTimeUp() {
    long most = step.options().maxDurationMs();
    return most > 0 && since.plusMillis(most).isBefore(host.now());
  }

  /**
   * Without a condition for what is to do a range must not be cut: what one stride committed, a
   * repeated one would do again. With an old snapshot about nothing can be pruned, and striding is
   * twice as slow as not.
   */
  private int strides() {
    if (!step.strided() || step.todo() == null || chunks.hotShare() < LEAST_HOT) return 1;
    return pace.throttle().oldestSnapshot().compareTo(OLD_SNAPSHOT) > 0 ? 1 : STRIDES;
  }

  private boolean isAnythingLeft() {
    return host.reader()
        .one(
            "SELECT EXISTS (SELECT FROM %s WHERE %s\n)".formatted(step.table().sql(), step.todo()),
            row -> row.flag(1));
  }

  private SlipwayException neverDone() {
    return new SlipwayException(
        Problem.of(
            "BACKFILL-3",
            Kind.FAILED_DIRTY,
            "step %s: rows of %s are still to do after %d passes"
                .formatted(step.id(), step.table(), MOST_PASSES),
            "Either the change does not make its own condition false, or the application makes new"
                + " ones as fast. What is done stands.",
            "Compare the condition with the change: " + step.todo()));
  }

  private SlipwayException stuck(GivenUp last) {
    return new SlipwayException(
        Problem.of(
            "BACKFILL-4",
            Kind.RETRYABLE,
            "step %s: no row of %s could be changed in %d s"
                .formatted(step.id(), step.table(), pace.deadline().toSeconds()),
            last.because() + ". What is done stands.",
            "End the transaction that holds the rows, then: slipway resume " + host.runId()));
  }
}
