package io.slipway.cli.progress;

import io.slipway.cli.settings.Durations;
import io.slipway.event.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line an event, for logs: nothing is redrawn, and a backfill speaks every few seconds. */
public final class PlainProgress implements Event.Listener {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final PrintStream out;
  private Pace pace = new Pace();
  private @Nullable Instant lastSaid;

  public PlainProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void on(Event event) {
    switch (event) {
      case Event.RunStarted it ->
          say((it.resumed() ? "resuming " : "starting ") + it.migration() + ", run " + it.run());
      case Event.PhaseStarted it -> say("phase " + it.phase());
      case Event.StepStarted it -> {
        pace = new Pace();
        lastSaid = it.at();
        say("  " + it.step() + " " + it.title());
      }
      case Event.StepFinished it ->
          say("  " + it.step() + " done in " + Durations.show(it.took()) + waits(it));
      case Event.StepSkipped it -> say("  " + it.step() + " " + it.title() + ": already there");
      case Event.StepUndone it -> say("  " + it.step() + " taken back: " + it.title());
      case Event.LockWaited it -> say("  " + it.step() + " " + Lines.waited(it));
      case Event.Cancelled it -> say("  " + it.step() + " " + Lines.cancelled(it));
      case Event.ChunkDone it -> chunk(it);
      case Event.Throttled it -> say("  " + it.step() + " " + Lines.throttled(it));
      case Event.Noted it -> say(it.message());
      case Event.Resumed it -> say("  " + it.step() + " going on");
      case Event.GateReached it -> say("  " + it.step() + " " + Lines.gate(it));
      case Event.StepFailed it -> say("  " + it.step() + " failed: " + it.message());
      case Event.RunFinished it -> say(it.status() + " in " + Durations.show(it.took()));
    }
  }

  private void chunk(Event.ChunkDone chunk) {
    pace.add(chunk);
    if (lastSaid != null && chunk.at().isBefore(lastSaid.plus(PAUSE))) return;
    lastSaid = chunk.at();
    say("  " + chunk.step() + " " + Lines.rows(chunk, pace));
  }

  private static String waits(Event.StepFinished step) {
    return step.longestWaitCaused().isZero()
        ? ""
        : ", the application waited " + Durations.show(step.longestWaitCaused()) + " at most";
  }

  private void say(String line) {
    out.println(line);
  }
}
