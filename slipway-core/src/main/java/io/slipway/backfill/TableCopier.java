package io.slipway.backfill;

import io.slipway.event.Event;
import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.plan.Step;
import io.slipway.plan.TableCopy;
import io.slipway.problem.SlipwayException;
import io.slipway.state.Shards;
import io.slipway.state.Shards.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Copies a table into another, range by range of its key, without a lock on any row of it: a plain
 * MVCC read. What changed since is in the log. The interleavings it survives are in
 * docs/operations/copying-a-table.md.
 */
public final class TableCopier {
  /** Log rows that may pile up before a chunk waits for the log. */
  private static final int BEHIND = 5_000;

  private static final Duration LOOK_AT_LOG = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Host host;
  private final Step.Copy step;
  private final TableCopy copy;
  private final Shards shards;
  private final LogDrain drain;
  private final Servo servo;
  private final Yielding yielding;
  private final Instant since;
  private Instant lookedAtLog;
  private long rowsDone;
  private long rowsTotal;

  public TableCopier(Host host, Step.Copy step, Pace pace) {
    this.host = host;
    this.step = step;
    this.copy = step.copy();
    this.shards = new Shards(host.schema(), host.runId(), step.id());
    this.drain = new LogDrain(host, copy);
    this.servo = new Servo(pace.target(), step.options().batchSize());
    this.yielding = new Yielding(host, step.id(), pace);
    this.since = host.now();
    this.lookedAtLog = since;
  }

  /** Rows copied by this attempt. */
  public long rowsDone() {
    return rowsDone;
  }

  /**
   * @return why it stopped although there is more to do; empty when every row is there and the
   *     target is what the source was at one moment
   */
  public Optional<String> run() {
    String source = copy.source().sql();
    KeyRanges ranges = new KeyRanges(source, TableFacts.key(host.reader(), source, copy.key()));
    if (shards.all(host.reader()).isEmpty()) create(ranges);
    for (Shard shard : shards.all(host.reader())) {
      rowsTotal += shard.rowsTotal();
      if (shard.isDone()) continue;
      Optional<String> stopped = walk(ranges, shard);
      if (stopped.isPresent()) return stopped;
      shards.turn(host.reader(), shard.number(), true);
    }
    drain.until(BEHIND);
    drain.everything();
    return Optional.empty();
  }

  private void create(KeyRanges ranges) {
    Sql reader = host.reader();
    List<Shard> made = ranges.shards(reader, 100);
    reader.begin();
    try {
      shards.create(reader, made, host.lease().epoch());
      reader.commit();
    } finally {
      reader.rollback();
    }
  }

  private Optional<String> walk(KeyRanges ranges, Shard first) {
    Shard shard = first;
    while (true) {
      host.checkpoint();
      yielding.await(this::isTimeUp);
      servo.gentle(yielding.isGentle());
      keepUp();
      if (isTimeUp()) return Optional.of("its maxDuration is over");
      Range range = ranges.next(host.reader(), shard, servo.rows());
      Instant began = host.now();
      if (!attempt(shard, range)) {
        shard = reload(shard);
        continue;
      }
      yielding.rest(Duration.between(began, host.now()));
      if (range.isLast()) return Optional.empty();
      shard = reload(shard);
      long delay = step.options().delayMs();
      if (delay > 0) host.sleep(Duration.ofMillis(delay));
    }
  }

  private Shard reload(Shard shard) {
    return shards.all(host.reader()).stream()
        .filter(it -> it.number() == shard.number())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("shard " + shard.number() + " is gone"));
  }

  /** False where it was rolled back, or nobody knows: the shard's row says where to go on. */
  private boolean attempt(Shard shard, Range range) {
    Sql work = host.work();
    try {
      chunk(work, shard, range);
      return true;
    } catch (SqlFailure e) {
      if (e.connectionLost()) {
        host.renewWork();
      } else {
        work.rollback();
        host.checkpoint();
        if (!LogDrain.isTransient(e)) throw e;
        servo.shrink();
      }
      host.sleep(PAUSE);
      return false;
    } catch (SlipwayException e) {
      work.rollback();
      throw e;
    }
  }

  private void chunk(Sql work, Shard shard, Range range) {
    int unit = servo.rows();
    long began = System.nanoTime();
    work.begin();
    LogDrain.lockTarget(work, copy);
    work.query(
        """
        SELECT set_config('synchronous_commit', 'off', true),
               set_config('enable_seqscan', 'off', true), set_config('row_security', 'off', true)\
        """,
        row -> true);
    long rows =
        work.update(copy.insert() + " WHERE " + range.where() + copy.unlessThere(), range.values());
    shards.advance(work, shard.number(), range.next(), rows);
    host.progress().chunk(work, rows, unit);
    host.lease().fence(work);
    work.commit();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    rowsDone += rows;
    servo.took(unit, took);
    host.tell(
        new Event.ChunkDone(
            host.now(),
            host.runId(),
            step.id(),
            rowsDone,
            Math.max(rowsTotal, rowsDone),
            rows,
            took));
  }

  /** The log has priority: a copy that its writers outrun would never end. */
  private void keepUp() {
    if (lookedAtLog.plus(LOOK_AT_LOG).isAfter(host.now())) return;
    if (drain.isBehind(BEHIND)) drain.until(BEHIND / 2);
    lookedAtLog = host.now();
  }

  private boolean isTimeUp() {
    long most = step.options().maxDurationMs();
    return most > 0 && since.plusMillis(most).isBefore(host.now());
  }
}
