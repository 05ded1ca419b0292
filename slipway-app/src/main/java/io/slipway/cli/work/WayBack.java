package io.slipway.cli.work;

import io.slipway.migration.Migration;
import io.slipway.plan.Instruction;
import io.slipway.plan.KeptData;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Script;
import io.slipway.state.Run;
import io.slipway.state.RunStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a completed run is taken back where its author wrote the way, or where no row may be lost: a
 * plan of its own, run under the same guards. Elsewhere the steps' own undo is used.
 */
public final class WayBack {
  private static final String PREFIX = "undo ";

  private final Workbench workbench;

  public WayBack(Workbench workbench) {
    this.workbench = workbench;
  }

  /** Whether a run is itself a way back, which is not taken back again. */
  public static boolean is(Run run) {
    return run.migration().startsWith(PREFIX);
  }

  /**
   * The plan back; empty where the steps' own undo is the way.
   *
   * @param keepData tables and types are moved aside, not dropped
   */
  public Optional<Plan> plan(Run run, boolean keepData) {
    if (run.status() != RunStatus.COMPLETED) return Optional.empty();
    Optional<Script> authored = authored(run);
    if (authored.isEmpty() && !keepData) return Optional.empty();
    Live live = workbench.requiredLive();
    Script down = authored.orElseGet(() -> derived(run));
    if (keepData) {
      String schema = "slipway_kept_" + run.id().toLowerCase(Locale.ROOT);
      down = workbench.parser().parse(down.name(), KeptData.rewrite(down, live.catalog(), schema));
    }
    PlanRequest request =
        new PlanRequest(
            PREFIX + run.id(),
            down,
            "",
            Instruction.ofStrategy("direct"),
            Map.of(),
            live.catalog(),
            workbench.options());
    return Optional.of(new Planner(live.info().version(), workbench.parser()).plan(request));
  }

  private Optional<Script> authored(Run run) {
    if (workbench.folders().isEmpty()) return Optional.empty();
    return workbench.migrations(workbench.folders()).all().stream()
        .filter(it -> it.id().equals(run.migration()))
        .findFirst()
        .map(Migration::down);
  }

  private Script derived(Run run) {
    StringBuilder sql = new StringBuilder();
    List<Step> steps = run.plan().steps().toList().reversed();
    for (Step step : steps) {
      if (step.undo() instanceof Undo.Sql undo) {
        undo.sql().forEach(it -> sql.append(it).append(";\n"));
      }
    }
    return workbench.parser().parse("undo of " + run.plan().script(), sql.toString());
  }
}
