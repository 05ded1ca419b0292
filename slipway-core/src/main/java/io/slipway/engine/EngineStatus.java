package io.slipway.engine;

import io.slipway.state.History;
import io.slipway.state.Progress;
import io.slipway.state.Run;
import io.slipway.state.StepRow;
import java.util.List;
import java.util.Optional;

/**
 * Everything the state tables know, at one moment; only read.
 *
 * @param installed false: no Slipway table is there, and everything else is empty
 * @param runner who holds the lock right now
 */
public record EngineStatus(
    boolean installed,
    Optional<String> runner,
    Optional<String> deployedVersion,
    List<History.Row> history,
    List<RunStatus> runs) {
  public EngineStatus {
    history = List.copyOf(history);
    runs = List.copyOf(runs);
  }

  /** A run with its steps; a step without a row has not begun. */
  public record RunStatus(Run run, List<StepRow> steps, Optional<Progress.Row> progress) {
    public RunStatus {
      steps = List.copyOf(steps);
    }
  }
}
