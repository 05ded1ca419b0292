package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.work.Watched;
import io.slipway.engine.EngineStatus;
import io.slipway.engine.RollbackOptions;
import io.slipway.state.Run;
import io.slipway.state.RunStatus;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway rollback}. */
@Command(
    name = "rollback",
    aliases = {"down", "undo"})
final class Rollback implements Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run or its migration; without it the latest run.")
  @Nullable String name;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "Take back down to and including this phase; without it everything.")
  @Nullable String phase;

  @Option(names = "--accept-loss", description = "Go on where a step says what its undo loses.")
  boolean acceptLoss;

  @Override
  public Page page() {
    return new Page(
        "take a run back, last step first",
        List.of(
            "Uses the way back that the plan shows for every step, under the same guards as the way"
                + " there. Where data would be lost it says which, and stops unless that is"
                + " accepted; where a step cannot be taken back it says so before anything"
                + " changes."),
        List.of(
            new Page.Example("slipway rollback", "the latest run, all of it"),
            new Page.Example("slipway rollback 7F3K --phase contract", "one phase of a run"),
            new Page.Example("slipway rollback 12 --yes --accept-loss", "in an emergency")),
        "The database: what the plan's undo says, and Slipway's own _migration_ tables.",
        List.of(
            ExitCode.DONE,
            ExitCode.VALIDATION,
            ExitCode.FAILED_CLEAN,
            ExitCode.FAILED_DIRTY,
            ExitCode.RETRYABLE,
            ExitCode.INTERRUPTED,
            ExitCode.TERMINATED));
  }

  @Override
  public Answer run(Session session) throws IOException {
    Watched watched = new Watched(session);
    Run run = meant(watched.engine().status());
    String what = phase == null ? "run " + run.id() : "phase " + phase + " of run " + run.id();
    Question.ask(session, "Take back " + what + " of migration " + run.migration() + "?");
    RunAnswer answer = new RunAnswer(session.interruption(), session.settings().paint());
    RollbackOptions options = new RollbackOptions(phase, acceptLoss);
    answer.add(run.migration(), watched.engine().rollback(run.id(), options));
    return answer.answer();
  }

  private Run meant(EngineStatus status) {
    if (name != null) return Runs.named(status, name).run();
    return status.runs().stream()
        .map(EngineStatus.RunStatus::run)
        .filter(run -> run.status() != RunStatus.ROLLED_BACK)
        .max(Comparator.comparing(Run::startedAt))
        .orElseThrow(
            () ->
                Problems.usage(
                    "CLI-43",
                    "there is no run to take back",
                    "`slipway status` shows what there is."));
  }
}
