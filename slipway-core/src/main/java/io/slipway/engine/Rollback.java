package io.slipway.engine;

import io.slipway.engine.Executor.Place;
import io.slipway.event.Event;
import io.slipway.jdbc.Sql;
import io.slipway.plan.LockNeed;
import io.slipway.plan.Mode;
import io.slipway.plan.Patience;
import io.slipway.plan.Step;
import io.slipway.plan.TableCopy;
import io.slipway.plan.Undo;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.state.BlueGreens;
import io.slipway.state.History;
import io.slipway.state.Run;
import io.slipway.state.RunStatus;
import io.slipway.state.Runs;
import io.slipway.state.Shards;
import io.slipway.state.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a run back, last step first; can be interrupted and repeated like a run. */
final class Rollback {
  private final Sessions sessions;
  private final Run run;
  private final LockLadder ladder;

  Rollback(Sessions sessions, Run run) {
    this.sessions = sessions;
    this.run = run;
    this.ladder = new LockLadder(sessions);
  }

  RunResult run(RollbackOptions options) {
    Optional<String> downTo = Optional.ofNullable(options.phase());
    Optional<Problem> unknown = unknownPhase(downTo);
    if (unknown.isPresent()) return new RunResult.Failed(run.id(), unknown.get());
    List<Place> undoing = Executor.undoOrder(run.plan(), sessions.journal().steps(), downTo);
    Optional<Problem> refused = whatCannotBe(undoing, options);
    if (refused.isPresent()) return new RunResult.Failed(run.id(), refused.get());
    boolean wasCompleted = run.status() == RunStatus.COMPLETED || wasInHistory();
    runs().mark(run.id(), RunStatus.ROLLING_BACK, null);
    for (Place place : undoing) {
      sessions.control().check();
      undo(place.step(), place);
    }
    boolean isWhole =
        Executor.undoOrder(run.plan(), sessions.journal().steps(), Optional.empty()).isEmpty();
    end(isWhole, wasCompleted);
    return new RunResult.RolledBack(run.id(), undoing.size(), isWhole);
  }

  private Runs runs() {
    return new Runs(sessions.journal().session(), sessions.schema());
  }

  private Optional<Problem> unknownPhase(Optional<String> phase) {
    if (phase.isEmpty()
        || run.plan().phases().stream().anyMatch(it -> it.name().equals(phase.get()))) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
            "ENGINE-13",
            Kind.USAGE,
            "run %s has no phase %s".formatted(run.id(), phase.get()),
            "Its phases: %s. Nothing changed."
                .formatted(
                    String.join(", ", run.plan().phases().stream().map(it -> it.name()).toList())),
            "Name one of them."));
  }

  /** Before the first undo runs, all that stands in the way is said. */
  private Optional<Problem> whatCannotBe(List<Place> undoing, RollbackOptions options) {
    List<String> impossible = new ArrayList<>();
    List<String> losses = new ArrayList<>();
    for (Place place : undoing) {
      switch (place.step().undo()) {
        case Undo.Nothing nothing -> {}
        case Undo.Impossible it ->
            impossible.add(
                "%s (%s): %s".formatted(place.step().id(), place.step().title(), it.because()));
        case Undo.Sql sql -> {
          if (sql.loses() != null) losses.add(place.step().id() + " loses " + sql.loses());
        }
        case Undo.Back back -> {
          if (back.loses() != null) losses.add(place.step().id() + " loses " + back.loses());
        }
      }
    }
    if (!impossible.isEmpty()) return Optional.of(Losses.impossible(run, impossible));
    return options.acceptsLoss() ? Optional.empty() : Losses.notAccepted(run, losses);
  }

  private void undo(Step step, Place place) {
    sessions.journal().begin(step, place.phase().name(), StepStatus.UNDOING);
    switch (step.undo()) {
      case Undo.Nothing nothing -> undone(step);
      case Undo.Impossible impossible -> throw new IllegalStateException("refused before");
      case Undo.Sql sql -> {
        if (sql.mode() == Mode.ALONE) {
          alone(step, sql);
          undone(step);
        } else {
          inTransaction(step, sql);
        }
      }
      case Undo.Back back ->
          new SwitchStep(sessions, ladder, step.id())
              .run(
                  new SwitchStep.Turn(back.copy(), back.together(), back.locks(), back.sql()),
                  work -> finish(work, step));
    }
    sessions.quietly(() -> sessions.journal().measured(step.id(), ladder.longestWait(), 0));
    sessions.tell(
        step.id(),
        new Event.StepUndone(
            sessions.surroundings().clock().instant(), run.id(), step.id(), step.title()));
  }

  private void inTransaction(Step step, Undo.Sql undo) {
    LockLadder.Task task = new LockLadder.Task(step.id(), undo.locks(), patience(undo.locks()));
    ladder.inTransaction(
        task,
        work -> {
          undo.sql().forEach(work::execute);
          finish(work, step);
        });
  }

  private void alone(Step step, Undo.Sql undo) {
    // Alone is what lets the application work while it waits (DROP INDEX CONCURRENTLY).
    LockLadder.Task task = new LockLadder.Task(step.id(), undo.locks(), Patience.WATCHED);
    for (String sql : undo.sql()) {
      sessions.lease().fence(sessions.work());
      ladder.alone(task, sql);
    }
  }

  private static Patience patience(List<LockNeed> locks) {
    boolean isFelt =
        locks.stream().anyMatch(it -> it.mode().blocksReads() || it.mode().blocksWrites());
    return isFelt ? Patience.BRIEF : Patience.WATCHED;
  }

  private void undone(Step step) {
    Sql journal = sessions.journal().session();
    journal.begin();
    try {
      finish(journal, step);
      journal.commit();
    } finally {
      journal.rollback();
    }
  }

  private void finish(Sql on, Step step) {
    sessions.journal().finish(on, step.id(), StepStatus.UNDONE);
    if (step instanceof Step.Backfill || step instanceof Step.Copy) {
      new Shards(sessions.schema(), run.id(), step.id()).forget(on);
    }
    if (step instanceof Step.Copy it) deployment(it.copy()).forget(on);
    if (step instanceof Step.Switch it) {
      deployment(it.copy()).blue(on, it.copy().target().toString());
    }
    sessions.lease().fence(on);
  }

  private BlueGreens deployment(TableCopy copy) {
    return new BlueGreens(sessions.schema(), copy.source().toString());
  }

  private boolean wasInHistory() {
    List<String> last =
        new History(sessions.journal().session(), sessions.schema())
            .all().stream()
                .filter(row -> run.id().equals(row.entry().runId()))
                .map(row -> row.entry().type())
                .toList();
    return !last.isEmpty() && last.getLast().equals("SQL");
  }

  private void end(boolean isWhole, boolean wasCompleted) {
    Sql journal = sessions.journal().session();
    journal.begin();
    try {
      if (wasCompleted) {
        History.Entry undo =
            new History.Entry(
                run.migration(),
                run.plan().script(),
                "UNDO_SQL",
                run.plan().script(),
                null,
                run.plan().checksum(),
                run.id());
        History.append(journal, sessions.schema(), undo, Duration.ZERO);
      }
      runs().mark(run.id(), isWhole ? RunStatus.ROLLED_BACK : RunStatus.INTERRUPTED, null);
      sessions.progress().close(journal, "cancelled", null);
      sessions.lease().fence(journal);
      journal.commit();
    } finally {
      journal.rollback();
    }
  }
}
