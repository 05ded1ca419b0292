package io.slipway.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.output.Paint;
import io.slipway.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static Event.ChunkDone chunk(long second, long done) {
    return new Event.ChunkDone(
        START.plusSeconds(second), "7F3K", "1-2", done, 100_000, 10_000, Duration.ofSeconds(1));
  }

  private static Event.StepStarted started() {
    return new Event.StepStarted(START, "7F3K", "1-2", "fill orders.email");
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLogHearsOfABackfillEveryFewSecondsOnly() {
    var progress = new PlainProgress(out);
    progress.on(started());
    for (int second = 1; second <= 9; second++) progress.on(chunk(second, second * 10_000L));
    assertThat(said())
        .isEqualTo(
            """
              1-2 fill orders.email
              1-2 50,000/100,000 rows, 10,000/s, 5.0 s left
            """);
  }

  @Test
  void aTerminalRedrawsTheLineOfTheStepThatRuns() {
    var progress = new TerminalProgress(out, Paint.PLAIN, 80);
    progress.on(started());
    progress.on(chunk(1, 10_000));
    progress.on(chunk(2, 50_000));
    progress.on(
        new Event.StepFinished(
            START, "7F3K", "1-2", "fill orders.email", Duration.ofMillis(84), Duration.ZERO));
    String[] drawn = said().split("\r\033\\[2K", -1);
    assertThat(drawn).hasSize(5);
    assertThat(drawn[2]).contains(" 10% 10,000/100,000 rows, 10,000/s, 9.0 s left");
    assertThat(drawn[3]).contains(" 50% 50,000/100,000 rows");
    assertThat(drawn[4]).isEqualTo("    ✓ fill orders.email  84 ms\n");
  }

  @Test
  void theReasonForWaitingNamesTheHolder() {
    var holder = new Event.Holder(4711, "pid 4711 (psql, alice, idle in transaction for 14 min)");
    var waited =
        new Event.LockWaited(START, "7F3K", "1-1", 3, Duration.ofMillis(1_200), List.of(holder));
    new PlainProgress(out).on(waited);
    assertThat(said())
        .contains("waiting for the lock, 1.2 s so far: held by pid 4711 (psql, alice, idle");
  }

  @Test
  void aLiveLineNeverWraps() {
    var progress = new TerminalProgress(out, Paint.ANSI, 40);
    progress.on(new Event.StepStarted(START, "7F3K", "1-1", "a title ".repeat(20)));
    String visible = said().replaceAll("\033\\[[0-9;]*[mK]|\r", "");
    assertThat(visible).hasSizeLessThanOrEqualTo(39).endsWith("…");
  }
}
