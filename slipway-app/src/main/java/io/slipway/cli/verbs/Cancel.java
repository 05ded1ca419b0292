package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.engine.Engine;
import io.slipway.event.Event;
import io.slipway.state.Run;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway cancel}. */
@Command(name = "cancel")
final class Cancel implements Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run or its migration; without it the only one under way.")
  @Nullable String name;

  @Override
  public Page page() {
    return new Page(
        "stop a run for good",
        List.of(
            "What it has done so far stays until `slipway rollback` takes it back; `slipway resume`"
                + " goes on after all. The same as setting _migration_progress.status to"
                + " 'cancelled'."),
        List.of(
            new Page.Example("slipway cancel", "the run under way"),
            new Page.Example("slipway cancel 7F3K --yes", "a certain one, without being asked"),
            new Page.Example("slipway rollback 7F3K", "take back what it did")),
        "One row of _migration_progress.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) throws IOException {
    Engine engine = session.workbench().engine(Event.Listener.NONE);
    Run found = Runs.open(engine.status(), name).run();
    Question.ask(session, "Cancel run " + found.id() + " of " + found.migration() + "?");
    Run run = engine.cancel(found.id());
    return Answer.of(
        ExitCode.DONE,
        out ->
            out.println(
                "Run "
                    + run.id()
                    + " was asked to stop. Take it back with: slipway rollback "
                    + run.id()),
        json -> json.writeStringField("run", run.id()));
  }
}
