package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * How busy the server's CPUs are, all together, in percent over the last few looks. Only where the
 * server runs on this machine: SQL does not tell.
 */
final class CpuUse implements Signal {
  static final Kind KIND =
      new Kind("cpu", "CPU use of the server", Limits.off(Unit.PERCENT), around -> new CpuUse());

  private static final Path STAT = Path.of("/proc/stat");
  private static final int WINDOW = 5;
  private static final int IDLE = 3;
  private static final int WAITS_FOR_DISK = 4;

  /** Guest time, behind these, is counted in user time already. */
  private static final int COUNTERS = 8;

  private record Ticks(long busy, long all) {}

  private final Deque<Ticks> marks = new ArrayDeque<>();

  private CpuUse() {}

  @Override
  public Optional<Caveat> caveat(Sql sql) {
    if (SameMachine.is(sql) && Files.isReadable(STAT)) return Optional.empty();
    return Optional.of(
        new Caveat(
            "maxCPUPercent cannot be measured here: PostgreSQL does not tell its CPU use, and the"
                + " server does not run on this machine. It is not heeded",
            true));
  }

  @Override
  public Sample read(Sql sql, Instant now) {
    if (marks.isEmpty()) {
      marks.addLast(ticks());
      sql.query("SELECT pg_sleep(0.2)", row -> true);
    }
    marks.addLast(ticks());
    if (marks.size() > WINDOW) marks.removeFirst();
    long all = marks.getLast().all - marks.getFirst().all;
    long busy = marks.getLast().busy - marks.getFirst().busy;
    return Sample.of(all <= 0 ? 0 : 100.0 * busy / all);
  }

  private static Ticks ticks() {
    try (var lines = Files.lines(STAT)) {
      String[] words = lines.findFirst().orElse("").split("\\s+", -1);
      long[] counters =
          Arrays.stream(words).skip(1).limit(COUNTERS).mapToLong(Long::parseLong).toArray();
      long all = Arrays.stream(counters).sum();
      return new Ticks(all - counters[IDLE] - counters[WAITS_FOR_DISK], all);
    } catch (IOException e) {
      throw new SlipwayException(
          Problem.of(
              "THROTTLE-5",
              Problem.Kind.RETRYABLE,
              "/proc/stat cannot be read: " + e.getMessage(),
              "",
              "Without it the CPU use is not known."),
          e);
    }
  }
}
