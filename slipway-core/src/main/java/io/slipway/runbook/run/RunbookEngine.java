package io.slipway.runbook.run;

import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.Runbook;
import io.slipway.runbook.RunbookReader;
import io.slipway.runbook.RunbookReader.Selection;
import io.slipway.runbook.Secrets;
import io.slipway.runbook.Way;
import io.slipway.runbook.steps.Halt;
import io.slipway.runbook.steps.Tools;
import io.slipway.state.Runs;
import io.slipway.state.StateSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs runbooks on one database. One at a time; {@link #interrupt} may come from any thread. */
public final class RunbookEngine {
  private final Tools tools;
  private final Consumer<String> log;
  private final Halt halt = new Halt();

  /**
   * @param log for people, while it runs
   */
  public RunbookEngine(Tools tools, Consumer<String> log) {
    this.tools = tools;
    this.log = log;
  }

  /** Runs the runbook, or goes on with its run that has not ended. */
  public Ended run(Path file, Selection selection, Choices choices)
      throws IOException, InterruptedException {
    Runbook runbook = RunbookReader.read(file, selection);
    RunbookPlan plan = RunbookPlan.of(runbook, tools.parser());
    Secrets secrets = Secrets.read(runbook.secrets(), tools.environment());
    Optional<RunbookRun> begun = onState(it -> it.unfinished(runbook.name()));
    if (begun.isPresent()) return goOn(begun.get(), runbook, plan, choices);
    String id = Runs.newId();
    try (RunbookLease lease = RunbookLease.take(tools.database(), tools.stateSchema(), id)) {
      var runs = new RunbookRuns(lease.session(), lease.schema());
      // Somebody may have begun it while we waited for the lock.
      Optional<RunbookRun> meanwhile = runs.unfinished(runbook.name());
      if (meanwhile.isPresent()) throw begunMeanwhile(meanwhile.get());
      runs.create(id, runbook, selection, plan);
      return runner(lease, id, secrets, runbook, plan, choices).forward();
    }
  }

  private Runner runner(
      RunbookLease lease,
      String id,
      Secrets secrets,
      Runbook runbook,
      RunbookPlan plan,
      Choices choices) {
    var ground = new Runner.Ground(tools, secrets, id, log);
    return new Runner(ground, lease, runbook, plan.hash(), choices, halt);
  }

  /**
   * Goes on where it stopped.
   *
   * @param wanted a run's id, or a runbook's name
   */
  public Ended resume(String wanted, Choices choices) throws IOException, InterruptedException {
    RunbookRun run = onState(it -> it.find(wanted));
    Runbook runbook = RunbookReader.read(run.file(), run.selection());
    return goOn(run, runbook, RunbookPlan.of(runbook, tools.parser()), choices);
  }

  private Ended goOn(RunbookRun found, Runbook runbook, RunbookPlan plan, Choices choices)
      throws InterruptedException {
    Secrets secrets = Secrets.read(runbook.secrets(), tools.environment());
    try (RunbookLease lease =
        RunbookLease.take(tools.database(), tools.stateSchema(), found.id())) {
      var runs = new RunbookRuns(lease.session(), lease.schema());
      RunbookRun run = runs.find(found.id());
      refuseChanged(run, plan);
      Runner runner = runner(lease, run.id(), secrets, runbook, plan, choices);
      if (run.status() == RunbookStatus.ROLLING_BACK) {
        String way = run.wayBack();
        return runner.back(runbook.way(way == null ? Way.FULL : way));
      }
      if (run.status().isOver()) throw isOver(run);
      runs.stands(run.id(), RunbookStatus.RUNNING, "");
      return runner.forward();
    }
  }

  /** Takes a way back from wherever the run stands. */
  public Ended rollback(String wanted, String way, Choices choices)
      throws IOException, InterruptedException {
    RunbookRun found = onState(it -> it.find(wanted));
    Runbook runbook = RunbookReader.read(found.file(), found.selection());
    RunbookPlan plan = RunbookPlan.of(runbook, tools.parser());
    Way chosen = runbook.way(way);
    Secrets secrets = Secrets.read(runbook.secrets(), tools.environment());
    try (RunbookLease lease =
        RunbookLease.take(tools.database(), tools.stateSchema(), found.id())) {
      RunbookRun run = new RunbookRuns(lease.session(), lease.schema()).find(found.id());
      refuseChanged(run, plan);
      return runner(lease, run.id(), secrets, runbook, plan, choices).back(chosen);
    }
  }

  /** Asks whoever runs it to stop; ends it here where nobody does. */
  public RunbookRun abort(String wanted) throws InterruptedException {
    RunbookRun run = onState(it -> it.find(wanted));
    if (run.status().isOver()) throw isOver(run);
    onState(
        it -> {
          it.wish(run.id(), "abort");
          return true;
        });
    try (RunbookLease lease = RunbookLease.take(tools.database(), tools.stateSchema(), run.id())) {
      var runs = new RunbookRuns(lease.session(), lease.schema());
      if (!runs.find(run.id()).status().isOver()) {
        runs.stands(run.id(), RunbookStatus.ABORTED, "somebody asked");
      }
    } catch (SlipwayException e) {
      // Whoever has the lease will see the wish.
      if (!e.problem().code().equals("RUNBOOK-21")) throw e;
    }
    return onState(it -> it.find(run.id()));
  }

  /** A person's word on a gate, a step to confirm, or the unknown end of a step. */
  public void approve(String wanted, RunbookWord word) {
    RunbookRun run = onState(it -> it.find(wanted));
    String plan = word.plan();
    if (plan == null && word.role() != null) {
      throw wrong(
          "RUNBOOK-28",
          "who approves as " + word.role() + " says which plan was seen",
          "Read it: slipway runbook plan " + run.file() + ". Then add --plan with its hash.");
    }
    if (plan != null && (plan.length() < 8 || !run.planHash().startsWith(plan))) {
      throw wrong(
          "RUNBOOK-29",
          "the plan you saw is not the plan that runs",
          "It runs " + run.planHash() + ". Read it again: slipway runbook report " + run.id());
    }
    try (Sql sql = tools.database().connect("-", "approve")) {
      StateSchema schema = StateSchema.of(sql, tools.stateSchema());
      var journal = new RunbookJournal(sql, schema, run.id());
      if (!journal.steps().containsKey(word.step())
          && !run.plan().contains("  " + word.step() + " ")) {
        throw wrong(
            "RUNBOOK-30",
            "run " + run.id() + " has no step " + word.step(),
            "See its steps: slipway runbook report " + run.id());
      }
      journal.say(
          new RunbookJournal.Word(
              word.step(),
              word.role(),
              word.decision(),
              word.by(),
              plan == null ? null : run.planHash(),
              word.comment()));
      journal.event(word.step(), "approval", word.by() + " says " + word.decision());
    }
  }

  /** Every run, newest first. */
  public List<RunbookRun> list() {
    return onState(RunbookRuns::all);
  }

  /** What is known of a run. */
  public RunbookReport report(String wanted) {
    RunbookRun run = onState(it -> it.find(wanted));
    try (Sql sql = tools.database().connect("-", "report")) {
      return RunbookReport.read(sql, StateSchema.of(sql, tools.stateSchema()), run);
    }
  }

  /** Stops what runs so that it can go on. */
  public void interrupt() {
    halt.request(Halt.Reason.INTERRUPT, "a signal");
  }

  private <T> T onState(Function<RunbookRuns, T> work) {
    try (Sql sql = tools.database().connect("-", "runbooks")) {
      return work.apply(new RunbookRuns(sql, StateSchema.of(sql, tools.stateSchema())));
    }
  }

  private static void refuseChanged(RunbookRun run, RunbookPlan plan) {
    if (run.planHash().equals(plan.hash())) return;
    throw new SlipwayException(
        Problem.of(
            "RUNBOOK-31",
            Problem.Kind.DRIFT,
            "the runbook, or a file it names, has changed since run " + run.id() + " began",
            "Its approvals are for the plan it began with. Nothing was changed.",
            "Restore the files; the plan it began with: slipway runbook report " + run.id()));
  }

  private static SlipwayException isOver(RunbookRun run) {
    return wrong(
        "RUNBOOK-32",
        "run " + run.id() + " is " + run.status().text(),
        "Take it back: slipway runbook rollback " + run.id() + ". Or begin another.");
  }

  private static SlipwayException begunMeanwhile(RunbookRun run) {
    return new SlipwayException(
        Problem.of(
            "RUNBOOK-33",
            Problem.Kind.RETRYABLE,
            "somebody has begun this runbook just now",
            "It is run " + run.id() + ". Nothing was changed.",
            "Go on with it: slipway runbook resume " + run.id()));
  }

  private static SlipwayException wrong(String code, String what, String next) {
    return new SlipwayException(
        Problem.of(code, Problem.Kind.USAGE, what, "Nothing was changed.", next));
  }
}
