package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.work.Watched;
import io.slipway.cli.work.WayBack;
import io.slipway.engine.Engine;
import io.slipway.engine.EngineStatus;
import io.slipway.engine.RollbackOptions;
import io.slipway.engine.RunOptions;
import io.slipway.engine.RunResult;
import io.slipway.migration.Version;
import io.slipway.plan.Plan;
import io.slipway.state.Run;
import io.slipway.state.RunStatus;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  @Option(
      names = "--keep-data",
      description =
          "Lose no row: tables and types move to a schema slipway_kept_RUN instead of being dropped,"
              + " and nothing is deleted.")
  boolean keepData;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "Take back every migration after this one, newest first.")
  @Nullable String to;

  @Override
  public Page page() {
    return new Page(
        "take a run back, last step first",
        List.of(
            "Uses the way back that the plan shows for every step, under the same guards as the way"
                + " there. Where data would be lost it says which, and stops unless that is"
                + " accepted; where a step cannot be taken back it says so before anything"
                + " changes.",
            "A completed migration whose author wrote the way back (U1__x.sql, x.down.sql,"
                + " rollbacks/x.sql, a DOWN section) goes that way, under the same guards. So does"
                + " one that changed a column's type: the type before comes back by a plan like"
                + " the one that brought the new."),
        List.of(
            new Page.Example("slipway rollback", "the latest run, all of it"),
            new Page.Example("slipway rollback 7F3K --phase contract", "one phase of a run"),
            new Page.Example("slipway rollback 12 --yes --accept-loss", "in an emergency"),
            new Page.Example(
                "slipway rollback --to 0091 --keep-data", "a whole feature, its rows kept aside")),
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
    List<Run> runs = meant(watched.engine().status());
    Question.ask(session, question(runs));
    RunAnswer answer = new RunAnswer(session.interruption(), session.settings().paint());
    for (Run run : runs) {
      RunResult result = takeBack(session, watched.engine(), run);
      answer.add(run.migration(), result);
      if (!(result instanceof RunResult.RolledBack)) break;
    }
    return answer.answer();
  }

  private String question(List<Run> runs) {
    String which = String.join(", ", runs.stream().map(Run::migration).toList());
    String what = phase == null ? "" : "phase " + phase + " of ";
    return "Take back " + what + (runs.size() == 1 ? "migration " : "migrations ") + which + "?";
  }

  private RunResult takeBack(Session session, Engine engine, Run run) {
    Optional<Plan> authored =
        phase == null
            ? new WayBack(session.workbench()).plan(run, keepData, acceptLoss)
            : Optional.empty();
    if (authored.isEmpty())
      return engine.rollback(run.id(), new RollbackOptions(phase, acceptLoss));
    RunResult result = engine.run(authored.get(), RunOptions.takingBack(run));
    if (!(result instanceof RunResult.Completed)) return result;
    return new RunResult.RolledBack(run.id(), (int) authored.get().steps().count(), true);
  }

  private List<Run> meant(EngineStatus status) {
    if (name != null) return List.of(Runs.named(status, name).run());
    List<Run> standing =
        status.runs().stream()
            .map(EngineStatus.RunStatus::run)
            .filter(run -> run.status() != RunStatus.ROLLED_BACK && !WayBack.is(run))
            .sorted(Comparator.comparing(Run::startedAt).reversed())
            .toList();
    if (to != null) standing = after(standing, Version.parse(to).orElseThrow(this::notAVersion));
    else if (standing.size() > 1) standing = standing.subList(0, 1);
    if (standing.isEmpty()) {
      throw Problems.usage(
          "CLI-43", "there is no run to take back", "`slipway status` shows what there is.");
    }
    return standing;
  }

  private static List<Run> after(List<Run> runs, Version version) {
    return runs.stream()
        .filter(
            run ->
                Version.parse(run.migration()).filter(it -> it.compareTo(version) > 0).isPresent())
        .toList();
  }

  private RuntimeException notAVersion() {
    return Problems.usage(
        "CLI-44",
        "`" + to + "`, from --to, is not a version",
        "Write one that `slipway status` shows.");
  }
}
