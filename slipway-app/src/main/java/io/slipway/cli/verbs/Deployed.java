package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.engine.Engine;
import io.slipway.event.Event;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway deployed}. */
@Command(name = "deployed")
final class Deployed implements Verb {
  @Parameters(
      paramLabel = "VERSION",
      description = "The version of the application that is everywhere now.")
  String version = "";

  @Override
  public Page page() {
    return new Page(
        "say that a version of the application is everywhere",
        List.of(
            "Opens the gates that wait for this version or an older one. Say it when no instance of"
                + " an older version is left: what comes after the gate removes what only those"
                + " used."),
        List.of(
            new Page.Example("slipway deployed 1.4", "at the end of a deployment"),
            new Page.Example("slipway deployed 1.4 && slipway migrate --yes", "and go on"),
            new Page.Example("slipway status", "what waits for which version")),
        "One row of _migration_approvals.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    Engine engine = session.workbench().engine(Event.Listener.NONE);
    engine.deployed(version);
    return Answer.of(
        ExitCode.DONE,
        out -> out.println("Version " + version + " is everywhere. Go on with: slipway migrate"),
        json -> json.writeStringField("deployed", version));
  }
}
