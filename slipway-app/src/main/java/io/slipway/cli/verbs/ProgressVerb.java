package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.TextTable;
import io.slipway.cli.progress.Lines;
import io.slipway.cli.settings.Durations;
import io.slipway.engine.Engine;
import io.slipway.engine.EngineStatus;
import io.slipway.engine.EngineStatus.RunStatus;
import io.slipway.event.Event;
import io.slipway.plan.Step;
import io.slipway.state.Progress;
import io.slipway.state.StepRow;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway progress}. */
@Command(name = "progress")
final class ProgressVerb implements Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run or its migration; without it the latest run.")
  @Nullable String name;

  @Option(
      names = "--cancel",
      description = "Stop the run for good first; `slipway cleanup RUN` takes back what it did.")
  boolean cancel;

  @Override
  public Page page() {
    return new Page(
        "how far a run is, step by step",
        List.of("May be asked from anywhere while the run goes on elsewhere."),
        List.of(
            new Page.Example("slipway progress", "the latest run"),
            new Page.Example("slipway progress 7F3K", "a certain one"),
            new Page.Example("slipway progress --format json", "for a dashboard"),
            new Page.Example("slipway progress --cancel 7F3K", "stop it, and see where it is")),
        "Nothing without --cancel: the database is only read.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    Engine engine = session.workbench().engine(Event.Listener.NONE);
    if (cancel) engine.cancel(Runs.open(engine.status(), name).run().id());
    EngineStatus status = engine.status();
    Optional<RunStatus> found =
        name == null
            ? status.runs().stream().max(Comparator.comparing(it -> it.run().startedAt()))
            : Optional.of(Runs.named(status, name));
    Instant now = session.surroundings().clock().instant();
    return Answer.of(
        ExitCode.DONE,
        out ->
            found.ifPresentOrElse(
                it -> text(out, it, now, session.settings().paint()),
                () -> out.println("There was no run yet.")),
        json -> {
          json.writeFieldName("runs");
          RunsJson.write(json, found.stream().toList());
        });
  }

  private static void text(PrintWriter out, RunStatus status, Instant now, Paint paint) {
    out.println(
        paint.bold(status.run().migration())
            + "  run "
            + status.run().id()
            + "  "
            + status.run().status().text().replace('_', ' '));
    Map<String, StepRow> rows =
        status.steps().stream().collect(Collectors.toMap(StepRow::stepId, Function.identity()));
    var table = new TextTable().row("step", "", "state", "rows", "took", "app waited");
    status.run().plan().steps().forEach(step -> row(table, step, rows.get(step.id()), now));
    table.print(out, "  ", paint);
    if (status.run().status() == io.slipway.state.RunStatus.RUNNING)
      waiting(out, status, now, paint);
    status
        .progress()
        .flatMap(Progress.Row::stopped)
        .ifPresent(why -> out.println("\nstopped of itself: " + why));
    String problem = status.run().problem();
    if (problem != null && !problem.isEmpty()) out.println("\n" + paint.red(problem));
  }

  /** What it waits for, as of the last time it said so. */
  private static void waiting(PrintWriter out, RunStatus status, Instant now, Paint paint) {
    status
        .progress()
        .flatMap(Progress.Row::waiting)
        .ifPresent(why -> out.println("\n" + paint.yellow(Lines.waiting(why, now))));
  }

  private static void row(TextTable table, Step step, @Nullable StepRow row, Instant now) {
    if (row == null) {
      table.row(step.id(), step.title(), "to do", "-", "-", "-");
      return;
    }
    Instant end = row.finishedAt() == null ? now : row.finishedAt();
    table.row(
        step.id(),
        step.title(),
        row.status().text(),
        row.rows() == 0 ? "-" : "" + row.rows(),
        Durations.show(Duration.between(row.startedAt(), end)),
        row.longestWait().isZero() ? "-" : Durations.show(row.longestWait()));
  }
}
