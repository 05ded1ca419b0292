package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.work.Watched;
import io.slipway.state.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway resume}. */
@Command(name = "resume")
final class Resume implements Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run or its migration; without it the only one under way.")
  @Nullable String name;

  @Override
  public Page page() {
    return new Page(
        "go on with a paused, interrupted or failed run",
        List.of(
            "Every step is probed first: what is in place already is not done again. The plan is"
                + " the one the run began with."),
        List.of(
            new Page.Example("slipway resume", "the run under way"),
            new Page.Example("slipway resume 7F3K", "a certain one"),
            new Page.Example("slipway resume --lock-budget 300ms", "more careful than before")),
        "The database: what is left of the plan.",
        List.of(
            ExitCode.DONE,
            ExitCode.WAITING_AT_GATE,
            ExitCode.FAILED_CLEAN,
            ExitCode.FAILED_DIRTY,
            ExitCode.RETRYABLE,
            ExitCode.INTERRUPTED,
            ExitCode.TERMINATED));
  }

  @Override
  public Answer run(Session session) {
    Watched watched = new Watched(session);
    Run run = Runs.open(watched.engine().status(), name).run();
    RunAnswer answer = new RunAnswer(session.interruption(), session.settings().paint());
    answer.add(run.migration(), watched.engine().resume(run.id()));
    return answer.answer();
  }
}
