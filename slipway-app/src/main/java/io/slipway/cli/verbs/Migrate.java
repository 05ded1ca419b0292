package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.work.Live;
import io.slipway.cli.work.Pending;
import io.slipway.cli.work.Planned;
import io.slipway.cli.work.Watched;
import io.slipway.cli.work.Workbench;
import io.slipway.engine.EngineStatus;
import io.slipway.engine.EngineStatus.RunStatus;
import io.slipway.engine.Foresight;
import io.slipway.engine.RollbackOptions;
import io.slipway.engine.RunOptions;
import io.slipway.engine.RunResult;
import io.slipway.migration.Migration;
import io.slipway.migration.Version;
import io.slipway.plan.Plan;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
    for (Migration migration : toRun) {
      if (!answer.add(migration.title(), run(bench, watched, status, migration))) break;
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

  /** A run that has begun goes on with the plan it began with; the schema is half-way by now. */
  private static RunResult run(
      Workbench bench, Watched watched, EngineStatus status, Migration migration) {
    Optional<RunStatus> begun = begun(status, migration);
    if (begun.isPresent()) {
      String run = begun.get().run().id();
      if (isOf(begun.get(), migration)) return watched.engine().resume(run);
      if (begun.get().steps().stream().anyMatch(it -> it.status().isDone())) {
        throw changedSince(begun.get(), migration);
      }
      RunResult back = watched.engine().rollback(run, RollbackOptions.ALL);
      if (back instanceof RunResult.Failed) return back;
    }
    Live live = bench.requiredLive();
    Plan plan = bench.plan(migration, live.catalog(), live.info().version());
    refuseWhatWillFail(live, plan, migration);
    Version version = migration.version();
    return watched
        .engine()
        .run(
            plan,
            new RunOptions(
                version == null ? null : version.toString(),
                migration.description(),
                migration.checksum()));
  }

  /** Before anything has been sent, rather than in the middle. */
  private static void refuseWhatWillFail(Live live, Plan plan, Migration migration) {
    List<String> failing =
        Foresight.of(live.database(), plan).stream()
            .filter(it -> it.kind() == Foresight.Kind.WILL_FAIL)
            .map(Foresight.Finding::toString)
            .toList();
    if (failing.isEmpty()) return;
    throw new SlipwayException(
        Problem.of(
                "FORESIGHT-1",
                Problem.Kind.VALIDATION,
                "migration " + migration.title() + " would stop: the rows are not as it needs them",
                String.join(" ", failing) + " Nothing has run.",
                "Correct the rows, or the migration; then: slipway migrate.")
            .at(migration.file(), 0));
  }

  private static boolean isOf(RunStatus begun, Migration migration) {
    return begun.run().plan().checksum().equals(migration.statementChecksum());
  }

  private static SlipwayException changedSince(RunStatus begun, Migration migration) {
    String run = begun.run().id();
    return new SlipwayException(
        Problem.of(
                "HISTORY-3",
                Problem.Kind.VALIDATION,
                "migration " + migration.title() + " has changed since run " + run + " began",
                "The run keeps the plan it began with, and some of it is done. Nothing was"
                    + " changed now.",
                "Take it back and start anew: slipway rollback "
                    + run
                    + ", slipway migrate. Or go on as begun: slipway resume "
                    + run)
            .at(migration.file(), 0));
  }

  private static Optional<RunStatus> begun(EngineStatus status, Migration migration) {
    return status.runs().stream()
        .filter(it -> it.run().migration().equals(migration.id()))
        .filter(it -> !it.run().status().isOver())
        .reduce((earlier, later) -> later);
  }
}
