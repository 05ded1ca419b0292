package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway approve}. */
@Command(name = "approve")
final class Approve implements Verb {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A run, or the migration whose latest run is meant.")
  String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STEP",
      description = "One of its gates; without it the one it waits at.")
  @Nullable String step;

  @Option(names = "--role", paramLabel = "ROLE", description = "In which role you approve.")
  @Nullable String role;

  @Option(names = "--comment", paramLabel = "TEXT", description = "Why; kept with the approval.")
  @Nullable String comment;

  @Override
  public Page page() {
    return new Page(
        "let a run pass a gate",
        List.of(
            "Who approved what and when stays in _migration_approvals. The run itself goes on with"
                + " the next slipway migrate or resume."),
        List.of(
            new Page.Example("slipway approve 7F3K", "the gate the run waits at"),
            new Page.Example(
                "slipway approve 7F3K --role dba --comment watched", "with a word for the report"),
            new Page.Example("slipway approve 7F3K && slipway resume 7F3K", "and go on")),
        "One row of _migration_approvals.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    String gate =
        session
            .workbench()
            .engine(Event.Listener.NONE)
            .approve(run, step, new io.slipway.engine.Approver(role, comment));
    return Answer.of(
        ExitCode.DONE,
        out -> out.println("Gate " + gate + " is open. Go on with: slipway resume " + run),
        json -> json.writeStringField("approved", gate));
  }
}
