package io.slipway.engine;

import io.slipway.plan.Mode;
import io.slipway.plan.Phase;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.state.StepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what comes next, from the plan and the journal alone. */
final class Executor {
  private Executor() {}

  /**
   * A step with its place.
   *
   * @param isFirst of its phase
   * @param isLast of the plan: what completes the run completes with it
   */
  record Place(Phase phase, Step step, boolean isFirst, boolean isLast) {}

  private static List<Place> places(Plan plan) {
    List<Place> places = new ArrayList<>();
    long left = plan.steps().count();
    for (Phase phase : plan.phases()) {
      boolean isFirst = true;
      for (Step step : phase.steps()) {
        places.add(new Place(phase, step, isFirst, --left == 0));
        isFirst = false;
      }
    }
    return places;
  }

  /** The first step that is not done; empty: the plan is. */
  static Optional<Place> next(Plan plan, Map<String, StepRow> journal) {
    return places(plan).stream().filter(place -> !isDone(place.step(), journal)).findFirst();
  }

  private static boolean isDone(Step step, Map<String, StepRow> journal) {
    StepRow row = journal.get(step.id());
    return row != null && row.status().isDone();
  }

  /**
   * What has to be taken back, last first: every step of those phases that has begun, also one that
   * failed half-way.
   *
   * @param downTo the earliest phase to take back; empty: all
   */
  static List<Place> undoOrder(Plan plan, Map<String, StepRow> journal, Optional<String> downTo) {
    List<Place> begun = new ArrayList<>();
    boolean isAfter = downTo.isEmpty();
    for (Place place : places(plan)) {
      isAfter |= downTo.filter(place.phase().name()::equals).isPresent();
      if (isAfter && hasBegun(place.step(), journal)) begun.add(place);
    }
    return begun.reversed();
  }

  /** Its transaction was rolled back: there is nothing to undo, and the undo might fail. */
  private static boolean leavesNothingWhenItFails(Step step) {
    return step instanceof Step.Switch
        || step instanceof Step.Ddl ddl && ddl.mode() == Mode.IN_TRANSACTION;
  }

  private static boolean hasBegun(Step step, Map<String, StepRow> journal) {
    StepRow row = journal.get(step.id());
    if (row == null) return false;
    return switch (row.status()) {
      case DONE, UNDOING -> true;
      // Its being done commits with its work, and its way back cannot be gone twice.
      case RUNNING -> !(step instanceof Step.Switch);
      case FAILED -> !leavesNothingWhenItFails(step);
      // The work was there before us: it is not ours to take back.
      case SKIPPED -> false;
      case UNDONE -> false;
    };
  }
}
