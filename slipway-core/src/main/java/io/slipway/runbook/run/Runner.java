package io.slipway.runbook.run;

import io.slipway.jdbc.SqlFailure;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.Phase;
import io.slipway.runbook.Runbook;
import io.slipway.runbook.Secrets;
import io.slipway.runbook.Step;
import io.slipway.runbook.Way;
import io.slipway.runbook.steps.Halt;
import io.slipway.runbook.steps.Outcome;
import io.slipway.runbook.steps.StepKind;
import io.slipway.runbook.steps.StepKinds;
import io.slipway.runbook.steps.Tools;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes one step after the other: decides, journals, acts. Holds the lease. */
final class Runner {
  private final Ground ground;
  private final RunbookLease lease;
  private final RunbookJournal journal;
  private final Runbook runbook;
  private final String planHash;
  private final Choices choices;
  private final Now now = new Now();
  private final Halt halt;

  /**
   * What every run stands on.
   *
   * @param log for people, while it runs
   */
  record Ground(Tools tools, Secrets secrets, String runId, Consumer<String> log) {}

  Runner(
      Ground ground,
      RunbookLease lease,
      Runbook runbook,
      String planHash,
      Choices choices,
      Halt halt) {
    this.ground = ground;
    this.lease = lease;
    this.journal = new RunbookJournal(lease.session(), lease.schema(), ground.runId());
    this.runbook = runbook;
    this.planHash = planHash;
    this.choices = choices;
    this.halt = halt;
  }

  Ground ground() {
    return ground;
  }

  RunbookLease lease() {
    return lease;
  }

  RunbookJournal journal() {
    return journal;
  }

  Runbook runbook() {
    return runbook;
  }

  String planHash() {
    return planHash;
  }

  Choices choices() {
    return choices;
  }

  Halt halt() {
    return halt;
  }

  void say(String line) {
    ground.log().accept(line);
  }

  Ended forward() throws InterruptedException {
    Optional<Ended> stopped;
    try (Monitor monitor = Monitor.start(ground, lease, runbook, now, halt)) {
      stopped = steps(runbook.steps());
      monitor.overrun(journal);
    }
    if (stopped.isPresent()) return afterwards(stopped.get());
    return stands(RunbookStatus.COMPLETED, "", "", null);
  }

  /** A threshold may have asked for the way back. */
  private Ended afterwards(Ended stopped) throws InterruptedException {
    boolean asks = halt.wish().filter(it -> it.reason() == Halt.Reason.ROLLBACK).isPresent();
    if (!asks || stopped.status() != RunbookStatus.ABORTED) return stopped;
    halt.granted();
    Ended back = back(runbook.way(Way.FULL));
    if (back.status() != RunbookStatus.ROLLED_BACK) return back;
    return new Ended(
        back.runId(),
        back.status(),
        stopped.because(),
        "",
        Problem.of(
            "RUNBOOK-26",
            Problem.Kind.FAILED_CLEAN,
            "the runbook was taken back: " + stopped.because(),
            "Its rollback steps are done.",
            "See what happened: slipway runbook report " + back.runId()));
  }

  /** Takes a way back: its own steps, then its phases, the last that has begun first. */
  Ended back(Way way) throws InterruptedException {
    journal.runs().goesBack(ground.runId(), way.name());
    journal.event(null, "rollback", "way back " + way.name());
    List<Step> steps = new ArrayList<>(way.steps());
    for (Phase phase : way.phases().reversed()) {
      if (hasBegun(phase)) steps.addAll(way.back(phase));
    }
    Optional<Ended> stopped = steps(steps);
    if (stopped.isPresent()) {
      // Where it stands is on the way back still, whatever stopped it.
      journal.runs().goesBack(ground.runId(), way.name());
      return stopped.get();
    }
    return stands(RunbookStatus.ROLLED_BACK, way.name(), "", null);
  }

  private boolean hasBegun(Phase phase) {
    Map<String, StepState> states = journal.steps();
    return phase.steps().stream()
        .filter(it -> !it.kind().equals("gate"))
        .anyMatch(it -> states.containsKey(it.id()));
  }

  private Optional<Ended> steps(List<Step> steps) throws InterruptedException {
    for (Step step : steps) {
      StepState state = journal.steps().get(step.id());
      if (state != null && state.isDone()) continue;
      if (halt.wish().isPresent()) return Optional.of(halted());
      Optional<Ended> stopped = one(step, state);
      if (stopped.isPresent()) return stopped;
    }
    return Optional.empty();
  }

  private Optional<Ended> one(Step step, @Nullable StepState before) throws InterruptedException {
    StepKind kind = StepKinds.of(step.kind());
    if (before != null && before.isCut() && !kind.mayRepeat(step)) {
      String end = journal.unknownEnd(step.id(), before.attemptedAt()).orElse("");
      if (end.isEmpty()) return Optional.of(unknown(step));
      if (end.equals("done")) {
        Outcome.Done done = new Outcome.Done("done, as a person says", 0, 0);
        journal.done(step, done, done.seen());
        return Optional.empty();
      }
    }
    say(step.id() + "  " + step.name());
    journal.begin(step);
    journal.event(step.id(), "begins", step.name());
    StepState state = Objects.requireNonNull(journal.steps().get(step.id()));
    now.at(step.id(), phase(step), phaseBegun(step));
    try (StepWork work = new StepWork(this, step, state)) {
      return ended(step, work, outcome(kind, step, work));
    } finally {
      halt.during(null);
    }
  }

  private @Nullable Phase phase(Step step) {
    return runbook.phases().stream()
        .filter(it -> it.steps().contains(step))
        .findFirst()
        .orElse(null);
  }

  private Instant phaseBegun(Step step) {
    return journal.steps().values().stream()
        .filter(it -> it.phase().equals(step.phase()) && !it.id().contains("/"))
        .map(StepState::startedAt)
        .min(Instant::compareTo)
        .orElseGet(() -> ground.tools().clock().instant());
  }

  private Outcome outcome(StepKind kind, Step step, StepWork work) throws InterruptedException {
    try {
      return kind.run(step, work);
    } catch (SqlFailure e) {
      return new Outcome.Failed(refused(step, e));
    } catch (SlipwayException e) {
      return new Outcome.Failed(e.problem());
    } catch (IOException e) {
      return new Outcome.Failed(
          problem(Problem.Kind.FAILED_CLEAN, step, String.valueOf(e.getMessage()), "See to it"));
    }
  }

  private Problem refused(Step step, SqlFailure e) {
    Problem.Kind kind = e.connectionLost() ? Problem.Kind.RETRYABLE : Problem.Kind.FAILED_CLEAN;
    return problem(kind, step, e.said(), "Put it right").withSqlState(e.sqlState());
  }

  private Problem problem(Problem.Kind kind, Step step, String what, String next) {
    return Problem.of(
        "RUNBOOK-27",
        kind,
        "step " + step.id() + ", " + step.name() + ": " + what,
        "Nothing of this step stays; what the steps before it did stands.",
        next
            + ", then: slipway runbook resume "
            + ground.runId()
            + ". Or take it back: slipway runbook rollback "
            + ground.runId());
  }

  private Optional<Ended> ended(Step step, StepWork work, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> {
        String seen = ground.secrets().mask(done.seen());
        if (!work.isNoted()) journal.done(step, done, seen);
        journal.event(step.id(), "done", seen);
        say("         " + seen);
        return Optional.empty();
      }
      case Outcome.Waits waits -> {
        if (halt.wish().isPresent()) return Optional.of(cut(step));
        journal.ends(step, "waiting", null);
        journal.event(step.id(), "waits", waits.because());
        return Optional.of(
            stands(RunbookStatus.WAITING, step.id() + ": " + waits.because(), waits.next(), null));
      }
      case Outcome.Failed failed -> {
        if (halt.wish().isPresent()) return Optional.of(cut(step));
        Problem problem = masked(failed.problem());
        journal.ends(step, "failed", problem.what());
        journal.event(step.id(), "failed", problem.what());
        return Optional.of(stands(RunbookStatus.FAILED, problem.what(), problem.next(), problem));
      }
    }
  }

  private Problem masked(Problem problem) {
    Secrets secrets = ground.secrets();
    return new Problem(
        problem.code(),
        problem.kind(),
        secrets.mask(problem.what()),
        secrets.mask(problem.state()),
        secrets.mask(problem.next()),
        problem.file(),
        problem.line(),
        problem.sqlState());
  }

  private Ended cut(Step step) {
    journal.ends(step, "interrupted", null);
    journal.event(step.id(), "interrupted", step.name());
    return halted();
  }

  private Ended halted() {
    Halt.Wish wish = halt.wish().orElseThrow();
    String resume = "slipway runbook resume " + ground.runId();
    return switch (wish.reason()) {
      case INTERRUPT -> stands(RunbookStatus.INTERRUPTED, wish.because(), resume, null);
      case PAUSE -> stands(RunbookStatus.PAUSED, wish.because(), resume, null);
      case ABORT, ROLLBACK ->
          stands(
              RunbookStatus.ABORTED,
              wish.because(),
              "slipway runbook rollback " + ground.runId(),
              null);
    };
  }

  private Ended unknown(Step step) {
    String approve = "slipway runbook approve " + ground.runId() + " " + step.id();
    return stands(
        RunbookStatus.WAITING,
        "nobody knows what step %s, %s, had done when it was cut off"
            .formatted(step.id(), step.name()),
        approve + " --done, or --again",
        null);
  }

  private Ended stands(
      RunbookStatus status, String because, String next, @Nullable Problem problem) {
    journal.runs().stands(ground.runId(), status, because);
    journal.event(null, status.text(), because);
    return new Ended(ground.runId(), status, because, next, problem);
  }
}
