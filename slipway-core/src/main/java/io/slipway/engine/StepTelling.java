package io.slipway.engine;

import io.slipway.engine.Executor.Place;
import io.slipway.event.Event;
import io.slipway.jdbc.SqlFailure;
import io.slipway.plan.Step;
import io.slipway.problem.SlipwayException;
import io.slipway.state.StepRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Runs a step and tells how it went: to listeners, and to the journal what it made others wait. */
record StepTelling(Sessions sessions, Completion completion) {
  StepOutcome run(Place place, Optional<StepRow> before) {
    Step step = place.step();
    Instant since = now();
    if (!(step instanceof Step.Gate)) {
      sessions.tell(
          step.id(), new Event.StepStarted(since, sessions.runId(), step.id(), step.title()));
    }
    StepRunner runner = new StepRunner(sessions, completion);
    try {
      StepOutcome outcome = runner.run(place, before);
      sessions.quietly(() -> sessions.journal().measured(step.id(), runner.longestWait(), 0));
      tell(step, outcome, Duration.between(since, now()), runner.longestWait());
      return outcome;
    } catch (SqlFailure e) {
      failed(runner, step, e.said());
      throw e;
    } catch (SlipwayException e) {
      failed(runner, step, e.problem().render());
      throw e;
    }
  }

  private void failed(StepRunner runner, Step step, String why) {
    sessions.work().rollback();
    runner.failed(step, why);
    sessions.quietly(() -> sessions.journal().measured(step.id(), runner.longestWait(), 0));
    sessions.tell(step.id(), new Event.StepFailed(now(), sessions.runId(), step.id(), why));
  }

  private void tell(Step step, StepOutcome outcome, Duration took, Duration longestWait) {
    String run = sessions.runId();
    switch (outcome) {
      case StepOutcome.Done done ->
          sessions.tell(
              step.id(),
              new Event.StepFinished(now(), run, step.id(), step.title(), took, longestWait));
      case StepOutcome.Skipped skipped ->
          sessions.tell(step.id(), new Event.StepSkipped(now(), run, step.id(), step.title()));
      case StepOutcome.Waits gate -> {}
      case StepOutcome.HasEnough enough -> {}
    }
  }

  private Instant now() {
    return sessions.surroundings().clock().instant();
  }
}
