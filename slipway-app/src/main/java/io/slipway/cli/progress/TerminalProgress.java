package io.slipway.cli.progress;

import io.slipway.cli.output.Paint;
import io.slipway.cli.settings.Durations;
import io.slipway.event.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The run on a terminal: finished steps stay, the current one is redrawn in place with its bar, its
 * pace and what it waits for.
 */
public final class TerminalProgress implements Event.Listener {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final int BAR = 24;

  private final PrintStream out;
  private final Paint paint;
  private final int columns;
  private Pace pace = new Pace();
  private String title = "";
  private Instant drawn = Instant.EPOCH;

  public TerminalProgress(PrintStream out, Paint paint, int columns) {
    this.out = out;
    this.paint = paint;
    this.columns = columns;
  }

  @Override
  public synchronized void on(Event event) {
    switch (event) {
      case Event.RunStarted it ->
          stay(paint.bold(it.migration()) + paint.faint("  run " + it.run()));
      case Event.PhaseStarted it -> stay(paint.bold("  " + it.phase()));
      case Event.StepStarted it -> {
        pace = new Pace();
        title = it.title();
        live(paint.cyan("    … ") + title, it.at(), true);
      }
      case Event.StepFinished it -> stay(finished(it));
      case Event.StepSkipped it -> stay("    " + paint.faint("= " + it.title() + " (there)"));
      case Event.StepUndone it -> stay("    " + paint.yellow("↩ ") + it.title());
      case Event.LockWaited it -> reason(Lines.waited(it), it.at());
      case Event.Cancelled it -> reason(Lines.cancelled(it), it.at());
      case Event.Throttled it -> reason(Lines.throttled(it), it.at());
      case Event.ChunkDone it -> {
        pace.add(it);
        String bar = Lines.isTotalKnown(it) ? bar(Lines.share(it)) : paint.cyan("… ") + title;
        live("    " + bar + " " + Lines.rows(it, pace), it.at(), false);
      }
      case Event.Noted it -> stay("    " + paint.yellow("! ") + it.message());
      case Event.Resumed it -> live(paint.cyan("    … ") + title, it.at(), true);
      case Event.GateReached it -> stay("    " + paint.yellow("◆ ") + Lines.gate(it));
      case Event.StepFailed it -> stay("    " + paint.red("✗ " + title) + ": " + it.message());
      case Event.RunFinished it -> erase();
    }
    out.flush();
  }

  private String finished(Event.StepFinished step) {
    String took = Durations.show(step.took());
    String waited =
        step.longestWaitCaused().isZero()
            ? ""
            : ", application waited " + Durations.show(step.longestWaitCaused());
    return "    " + paint.green("✓ ") + step.title() + paint.faint("  " + took + waited);
  }

  private String bar(double share) {
    int full = (int) Math.round(share * BAR);
    String percent = String.format(Locale.ROOT, "%3.0f%%", share * 100);
    return paint.green("█".repeat(full)) + paint.faint("░".repeat(BAR - full)) + " " + percent;
  }

  private void reason(String why, Instant at) {
    live("    " + paint.yellow("… ") + title + paint.yellow("  " + why), at, true);
  }

  /** A line that stays. */
  private void stay(String line) {
    erase();
    out.println(line);
  }

  /** The line at the bottom, drawn over the one before; not more often than an eye can follow. */
  private void live(String line, Instant at, boolean atOnce) {
    if (!atOnce && at.isBefore(drawn.plus(REDRAW))) return;
    drawn = at;
    erase();
    out.print(Clipped.to(line, columns - 1));
  }

  private void erase() {
    out.print("\r\033[2K");
  }
}
