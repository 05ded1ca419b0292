package io.slipway.engine;

import io.slipway.backfill.Comparison;
import io.slipway.engine.Executor.Place;
import io.slipway.jdbc.Sql;
import io.slipway.plan.Mode;
import io.slipway.plan.Step;
import io.slipway.plan.TableCopy;
import io.slipway.plan.Undo;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.state.BlueGreens;
import io.slipway.state.StepRow;
import io.slipway.state.StepStatus;
import io.slipway.verify.Verifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does one step: journals, acts, journals that it is done where the work is. */
final class StepRunner {
  private final Sessions sessions;
  private final Completion completion;
  private final LockLadder ladder;
  private Duration longestWait = Duration.ZERO;

  StepRunner(Sessions sessions, Completion completion) {
    this.sessions = sessions;
    this.completion = completion;
    this.ladder = new LockLadder(sessions);
  }

  /**
   * @param before the step's row from an earlier attempt
   */
  StepOutcome run(Place place, Optional<StepRow> before) {
    sessions.journal().begin(place.step(), place.phase().name(), StepStatus.RUNNING);
    return switch (place.step()) {
      case Step.Ddl ddl -> ddl(ddl, place, before);
      case Step.Backfill backfill -> backfill(backfill, place);
      case Step.Verify verify -> verify(verify, place);
      case Step.Gate gate -> gate(gate, place);
      case Step.Copy copy -> copy(copy, place);
      case Step.Drain drain -> drain(drain, place);
      case Step.Switch it -> {
        new SwitchStep(sessions, ladder, it.id())
            .run(
                new SwitchStep.Turn(it.copy(), it.together(), it.locks(), it.sql()),
                work -> finish(work, place, StepStatus.DONE));
        yield new StepOutcome.Done();
      }
    };
  }

  /** The longest wait an application session had because of this step. */
  Duration longestWait() {
    Duration ofLocks = ladder.longestWait();
    return longestWait.compareTo(ofLocks) > 0 ? longestWait : ofLocks;
  }

  private StepOutcome ddl(Step.Ddl ddl, Place place, Optional<StepRow> before) {
    if (ddl.afterOldSnapshots()) OldSnapshots.waitUntilGone(sessions, ddl.id());
    if (ddl.mode() == Mode.ALONE) {
      boolean isOurs = new AloneStep(sessions, ladder).run(ddl, before.isPresent());
      finishInJournal(place, isOurs ? StepStatus.DONE : StepStatus.SKIPPED);
      return isOurs ? new StepOutcome.Done() : new StepOutcome.Skipped();
    }
    LockLadder.Task task = new LockLadder.Task(ddl.id(), ddl.locks(), ddl.patience());
    ladder.inTransaction(
        task,
        work -> {
          ddl.sql().forEach(work::execute);
          finish(work, place, StepStatus.DONE);
        });
    return new StepOutcome.Done();
  }

  private StepOutcome backfill(Step.Backfill backfill, Place place) {
    BackfillStep step = new BackfillStep(sessions, backfill);
    Optional<String> enough;
    try {
      enough = step.run();
    } finally {
      longestWait = step.longestWait();
    }
    if (enough.isPresent()) return new StepOutcome.HasEnough(enough.get());
    finishInJournal(place, StepStatus.DONE);
    return new StepOutcome.Done();
  }

  private StepOutcome copy(Step.Copy copy, Place place) {
    deployment(copy.copy()).syncing(sessions.journal().session(), copy.copy().target().toString());
    Optional<String> enough = new CopyStep(sessions, copy).run();
    if (enough.isPresent()) return new StepOutcome.HasEnough(enough.get());
    finishInJournal(place, StepStatus.DONE);
    return new StepOutcome.Done();
  }

  private StepOutcome drain(Step.Drain drain, Place place) {
    new Comparison(new RunAsHost(sessions, drain.id()), drain.copy()).run();
    finishInJournal(place, StepStatus.DONE);
    return new StepOutcome.Done();
  }

  private BlueGreens deployment(TableCopy copy) {
    return new BlueGreens(sessions.schema(), copy.source().toString());
  }

  private StepOutcome verify(Step.Verify verify, Place place) {
    List<String> violations = Verifier.violations(sessions.work(), verify.violations());
    if (!violations.isEmpty()) throw violated(verify, violations);
    finishInJournal(place, StepStatus.DONE);
    return new StepOutcome.Done();
  }

  private SlipwayException violated(Step.Verify verify, List<String> violations) {
    return new SlipwayException(
        Problem.of(
            "ENGINE-3",
            Kind.FAILED_DIRTY,
            "step %s: %s does not hold".formatted(verify.id(), verify.title()),
            "%s Violations: %s%s. The steps before it stand."
                .formatted(
                    verify.explanation(),
                    String.join("; ", violations.stream().limit(20).toList()),
                    violations.size() > 20 ? "; and more" : ""),
            "Repair the rows, then: slipway resume %1$s. Or: slipway rollback %1$s"
                .formatted(sessions.runId())));
  }

  private StepOutcome gate(Step.Gate gate, Place place) {
    Optional<StepOutcome.Waits> closed = new Gates(sessions).closed(gate);
    if (closed.isPresent()) return closed.get();
    finishInJournal(place, StepStatus.DONE);
    return new StepOutcome.Done();
  }

  private void finishInJournal(Place place, StepStatus as) {
    Sql journal = sessions.journal().session();
    journal.begin();
    try {
      finish(journal, place, as);
      journal.commit();
    } finally {
      journal.rollback();
    }
  }

  private void finish(Sql on, Place place, StepStatus as) {
    sessions.journal().finish(on, place.step().id(), as);
    if (place.step() instanceof Step.Drain it) deployment(it.copy()).synced(on);
    if (place.step() instanceof Step.Switch it && it.undo() instanceof Undo.Back back) {
      deployment(it.copy()).green(on, back.copy().target().toString());
    }
    if (place.isLast()) completion.write(on);
    sessions.lease().fence(on);
  }

  /** A step that failed: in the journal, as well as we still can. */
  void failed(Step step, @Nullable String why) {
    sessions.quietly(() -> sessions.journal().fail(step.id(), why == null ? "unknown" : why));
    Optional<TableCopy> copy =
        switch (step) {
          case Step.Copy it -> Optional.of(it.copy());
          case Step.Drain it -> Optional.of(it.copy());
          case Step.Switch it -> Optional.of(it.copy());
          case Step.Ddl it -> Optional.empty();
          case Step.Backfill it -> Optional.empty();
          case Step.Verify it -> Optional.empty();
          case Step.Gate it -> Optional.empty();
        };
    copy.ifPresent(
        it -> sessions.quietly(() -> deployment(it).failed(sessions.journal().session())));
  }
}
