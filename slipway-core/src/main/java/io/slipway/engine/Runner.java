package io.slipway.engine;

import io.slipway.engine.Executor.Place;
import io.slipway.event.Event;
import io.slipway.jdbc.SqlFailure;
import io.slipway.plan.Plan;
import io.slipway.problem.SlipwayException;
import io.slipway.state.Run;
import io.slipway.state.RunStatus;
import io.slipway.state.Runs;
import io.slipway.state.StepRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One run from the lease to its end. */
final class Runner {
  private final Surroundings surroundings;
  private final Control control;

  Runner(Surroundings surroundings, Control control) {
    this.surroundings = surroundings;
    this.control = control;
  }

  RunResult run(Plan plan, RunOptions options) {
    return safely(
        "-",
        () -> {
          Optional<Run> latest = Wishes.look(surroundings, runs -> runs.latestOf(plan.migration()));
          Optional<RunResult> settled = latest.flatMap(Refusal::whyNotAnew);
          if (settled.isPresent()) return settled.get();
          Optional<Run> unfinished = latest.filter(run -> isUnfinished(run));
          if (unfinished.isPresent()) return goOn(unfinished.get(), options);
          Permissions.check(surroundings, plan);
          return begin(Runs.newId(), plan, options);
        });
  }

  private static boolean isUnfinished(Run run) {
    return !run.status().isOver() && run.status() != RunStatus.CANCELLED;
  }

  RunResult resume(String runId) {
    return safely(
        runId,
        () -> {
          Run run = Wishes.find(surroundings, runId);
          Optional<RunResult> settled = Refusal.whyNotOn(run);
          return settled.isPresent() ? settled.get() : goOn(run, RunOptions.of(run.migration()));
        });
  }

  RunResult rollback(String runOrMigration, RollbackOptions options) {
    return safely(
        runOrMigration,
        () -> {
          Run run = Wishes.find(surroundings, runOrMigration);
          return perform(
              run.id(), run.migration(), sessions -> new Rollback(sessions, run).run(options));
        });
  }

  private RunResult begin(String id, Plan plan, RunOptions options) {
    return perform(
        id,
        plan.migration(),
        sessions -> {
          Optional<Run> latest = runs(sessions).latestOf(plan.migration());
          Optional<RunResult> settled = latest.flatMap(Refusal::whyNotAnew);
          if (settled.isPresent()) return settled.get();
          if (latest.filter(Runner::isUnfinished).isPresent()) throw Refusal.beganMeanwhile();
          runs(sessions).create(id, plan, sessions.lease(), surroundings.settings().version());
          sessions.progress().open(sessions.journal().session(), true);
          return steps(sessions, plan, options, false);
        });
  }

  private RunResult goOn(Run run, RunOptions options) {
    return perform(
        run.id(),
        run.migration(),
        sessions -> {
          Run current = runs(sessions).find(run.id()).orElse(run);
          Optional<RunResult> settled = Refusal.whyNotOn(current);
          if (settled.isPresent()) return settled.get();
          runs(sessions).mark(run.id(), RunStatus.RUNNING, null);
          sessions.progress().open(sessions.journal().session(), false);
          return steps(sessions, current.plan(), options, true);
        });
  }

  private static Runs runs(Sessions sessions) {
    return new Runs(sessions.journal().session(), sessions.schema());
  }

  // ---- the loop

  private RunResult steps(Sessions sessions, Plan plan, RunOptions options, boolean isResumed) {
    Instant since = surroundings.clock().instant();
    sessions.tell(null, new Event.RunStarted(since, sessions.runId(), plan.migration(), isResumed));
    Resources.check(sessions);
    Completion completion = new Completion(sessions, plan, options, since);
    while (true) {
      control.check();
      Map<String, StepRow> journal = sessions.journal().steps();
      Optional<Place> next = Executor.next(plan, journal);
      if (next.isEmpty()) {
        if (plan.steps().findAny().isEmpty()) completion.writeAlone(sessions.journal().session());
        return completed(sessions, since);
      }
      Place place = next.get();
      Optional<StepOutcome.Waits> closed = new Gates(sessions).closedAgain(plan, place.step());
      if (closed.isPresent()) return waiting(sessions, closed.get());
      if (place.isFirst()) {
        sessions.tell(
            null,
            new Event.PhaseStarted(
                surroundings.clock().instant(), sessions.runId(), place.phase().name()));
      }
      StepRow before = journal.get(place.step().id());
      StepOutcome outcome =
          new StepTelling(sessions, completion).run(place, Optional.ofNullable(before));
      switch (outcome) {
        case StepOutcome.Done done -> {}
        case StepOutcome.Skipped skipped -> {}
        case StepOutcome.Waits gate -> {
          return waiting(sessions, gate);
        }
        case StepOutcome.HasEnough enough -> {
          Endings.note(sessions, enough.because());
          throw new Control.Stopped(Control.Reason.PAUSED);
        }
      }
    }
  }

  private RunResult completed(Sessions sessions, Instant since) {
    Instant now = surroundings.clock().instant();
    Duration longest =
        runs(sessions).find(sessions.runId()).map(Run::longestWait).orElse(Duration.ZERO);
    Duration took = Duration.between(since, now);
    sessions.tell(null, new Event.RunFinished(now, sessions.runId(), "completed", took, longest));
    sessions.quietly(() -> sessions.breaker().report(sessions.journal().session(), true));
    return new RunResult.Completed(sessions.runId(), took, longest, false);
  }

  private RunResult waiting(Sessions sessions, StepOutcome.Waits gate) {
    runs(sessions).mark(sessions.runId(), RunStatus.WAITING, null);
    sessions.tell(
        gate.step(),
        new Event.GateReached(
            surroundings.clock().instant(),
            sessions.runId(),
            gate.step(),
            gate.version(),
            gate.because()));
    return new RunResult.WaitingAtGate(
        sessions.runId(), gate.step(), gate.version(), gate.because());
  }

  // ---- around it

  private RunResult perform(String id, String migration, Function<Sessions, RunResult> work) {
    control.begin();
    try (Sessions sessions = Sessions.open(surroundings, control, id, migration)) {
      sessions.breaker().pass(sessions.journal().session());
      try {
        return work.apply(sessions);
      } catch (Control.Stopped e) {
        return Endings.stopped(sessions, e.reason());
      } catch (SqlFailure e) {
        return Endings.failed(sessions, Failures.of(sessions.runId(), e));
      } catch (SlipwayException e) {
        return Endings.failed(sessions, e.problem());
      }
    } catch (Control.Stopped e) {
      return new RunResult.Interrupted(id);
    } finally {
      control.end();
    }
  }

  private RunResult safely(String id, Supplier<RunResult> work) {
    try {
      surroundings.database().check();
      return work.get();
    } catch (SlipwayException e) {
      return new RunResult.Failed(id, e.problem());
    } catch (SqlFailure e) {
      return new RunResult.Failed(id, Failures.of(id, e));
    }
  }
}
