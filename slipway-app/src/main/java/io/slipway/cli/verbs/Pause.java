package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.engine.Engine;
import io.slipway.event.Event;
import io.slipway.state.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway pause}. */
@Command(name = "pause")
final class Pause implements Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run or its migration; without it the only one under way.")
  @Nullable String name;

  @Override
  public Page page() {
    return new Page(
        "stop a run where it is, to go on later",
        List.of(
            "The runner, wherever it works, stops within a second and holds nothing. The same as"
                + " setting _migration_progress.status to 'paused'."),
        List.of(
            new Page.Example("slipway pause", "the run under way"),
            new Page.Example("slipway pause 7F3K", "a certain one"),
            new Page.Example("slipway resume", "go on")),
        "One row of _migration_progress.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    Engine engine = session.workbench().engine(Event.Listener.NONE);
    Run run = engine.pause(Runs.open(engine.status(), name).run().id());
    return Answer.of(
        ExitCode.DONE,
        out ->
            out.println(
                "Run " + run.id() + " was asked to pause. Go on with: slipway resume " + run.id()),
        json -> json.writeStringField("run", run.id()));
  }
}
