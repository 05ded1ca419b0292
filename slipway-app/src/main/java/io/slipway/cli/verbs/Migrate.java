package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.work.Forward;
import io.slipway.cli.work.Live;
import io.slipway.cli.work.Pending;
import io.slipway.cli.work.Planned;
import io.slipway.cli.work.Watched;
import io.slipway.cli.work.Workbench;
import io.slipway.engine.EngineStatus;
import io.slipway.migration.Migration;
import io.slipway.plan.Plan;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway migrate}. */
@Command(
    name = "migrate",
    aliases = {"up", "apply"})
final class Migrate implements Verb {
  @Option(names = "--out-of-order", description = "Also those older than an applied one.")
  boolean outOfOrder;

  @Override
  public Page page() {
    return new Page(
        "run what is pending, while the application keeps serving",
        List.of(
            "Runs the plan that `slipway plan` shows, under guards: no statement of the application"
                + " waits longer than the lock budget. Goes on with a run that was interrupted or"
                + " waits at a gate. Shows what it does while it does it.",
            "Where a change needs a new version of the application first, it ends with 12: deploy,"
                + " say `slipway deployed VERSION`, and call it again. Ctrl-C and SIGTERM stop it"
                + " cleanly within two seconds."),
        List.of(
            new Page.Example("slipway migrate", "asks before it starts, on a terminal"),
            new Page.Example("slipway migrate --yes --format ndjson", "in a pipeline, with events"),
            new Page.Example("slipway migrate --dry-run --exit-code", "only say what would run")),
        "The database: what the plan says, and Slipway's own _migration_ tables.",
        List.of(
            ExitCode.DONE,
            ExitCode.WAITING_AT_GATE,
            ExitCode.CHANGES_PENDING,
            ExitCode.VALIDATION,
            ExitCode.FAILED_CLEAN,
            ExitCode.FAILED_DIRTY,
            ExitCode.RETRYABLE,
            ExitCode.INTERRUPTED,
            ExitCode.TERMINATED));
  }

  @Override
  public Answer run(Session session) throws IOException {
    Workbench bench = session.workbench();
    if (session.settings().dryRun()) return dryRun(session, bench);
    Watched watched = new Watched(session);
    EngineStatus status = watched.engine().status();
    List<Migration> toRun = new Pending(bench.migrations(), status).toRun(outOfOrder);
    if (!toRun.isEmpty()) Question.ask(session, question(session, toRun));
    RunAnswer answer = new RunAnswer(session.interruption(), session.settings().paint());
    Forward forward = new Forward(bench, watched.engine());
    for (Migration migration : toRun) {
      if (!answer.add(migration.title(), forward.run(status, migration))) break;
    }
    return answer.answer();
  }

  private Answer dryRun(Session session, Workbench bench) {
    Live live = bench.requiredLive();
    List<Plan> plans = Planned.pending(bench, live, outOfOrder);
    boolean tells = session.settings().exitCode() && !plans.isEmpty();
    return Plans.of(live, plans, session.settings().format())
        .answer(tells ? ExitCode.CHANGES_PENDING : ExitCode.DONE);
  }

  private static String question(Session session, List<Migration> toRun) {
    var question = new StringBuilder();
    toRun.forEach(migration -> question.append("  ").append(migration.title()).append('\n'));
    String what = toRun.size() == 1 ? "this migration" : "these " + toRun.size() + " migrations";
    return question + "Run " + what + " on " + session.settings().requiredDatabase() + "?";
  }
}
