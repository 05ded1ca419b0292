package io.slipway.runbook.steps;

import io.slipway.problem.Problem;
import io.slipway.runbook.Durations;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of its own, with a time limit; it must end with 0. */
final class CommandStep implements StepKind {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int SHOWN = 2_000;

  @Override
  public String key() {
    return "command";
  }

  /** Who can say what a program had done when it was cut off? The author, or nobody. */
  @Override
  public boolean mayRepeat(Step step) {
    return step.body().flag("repeatable");
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    List<String> lines = new ArrayList<>();
    lines.add("runs " + String.join(" ", step.body().texts("argv")));
    step.body().names("environment").forEach((name, value) -> lines.add(name + "=" + value));
    lines.add(
        "for "
            + Durations.show(step.timeout(TIMEOUT))
            + " at most"
            + (mayRepeat(step) ? "; may be repeated" : ""));
    return lines;
  }

  @Override
  public Outcome run(Step step, Work work) throws IOException, InterruptedException {
    Path out = Files.createTempFile("slipway-command-", ".out");
    try {
      return run(step, work, out);
    } finally {
      Files.deleteIfExists(out);
    }
  }

  private static Outcome run(Step step, Work work, Path out)
      throws IOException, InterruptedException {
    List<String> argv = step.body().texts("argv").stream().map(work::reveal).toList();
    var builder = new ProcessBuilder(argv).directory(step.folder().toFile());
    builder.redirectErrorStream(true).redirectOutput(out.toFile());
    step.body()
        .names("environment")
        .forEach((name, value) -> builder.environment().put(name, work.reveal(value)));
    Process process = builder.start();
    process.getOutputStream().close();
    work.halt().during(reason -> stop(process, reason));
    boolean hasEnded = process.waitFor(step.timeout(TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
    if (!hasEnded) process.destroyForcibly().waitFor();
    String said = work.mask(tail(Files.readString(out)));
    if (hasEnded && process.exitValue() == 0) return Outcome.done("ended with 0: " + said);
    return failed(
        step, work, hasEnded ? "ended with " + process.exitValue() : "took too long", said);
  }

  private static void stop(Process process, Halt.Reason reason) {
    if (reason != Halt.Reason.PAUSE) process.destroy();
  }

  private static String tail(String text) {
    String all = text.strip();
    return all.length() <= SHOWN ? all : "…" + all.substring(all.length() - SHOWN);
  }

  private static Outcome failed(Step step, Work work, String how, String said) {
    return new Outcome.Failed(
        Problem.of(
            "RUNBOOK-14",
            Problem.Kind.FAILED_DIRTY,
            "step " + step.id() + ", " + step.name() + ": the command " + how,
            "It said: " + said + ".",
            "Look at what it did, then: slipway runbook resume " + work.runId()));
  }
}
