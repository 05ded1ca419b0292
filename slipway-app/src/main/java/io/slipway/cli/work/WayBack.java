package io.slipway.cli.work;

import io.slipway.engine.Losses;
import io.slipway.migration.Migration;
import io.slipway.plan.Instruction;
import io.slipway.plan.KeptData;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.plan.UndoScript;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Script;
import io.slipway.state.Run;
import io.slipway.state.RunStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a completed run is taken back where its author wrote the way, where no row may be lost, or
 * where the steps' own undo would stop the application: a plan of its own, run under the same
 * guards. Elsewhere the steps' own undo is used.
 */
public final class WayBack {
  private static final String PREFIX = "undo ";
  private static final Instruction DIRECT = Instruction.ofStrategy("direct");

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
   * @param acceptsLoss go on although it says what it loses
   * @throws SlipwayException where it loses something
   */
  public Optional<Plan> plan(Run run, boolean keepData, boolean acceptsLoss) {
    if (run.status() != RunStatus.COMPLETED) return Optional.empty();
    Optional<Script> authored = authored(run);
    if (keepData) return Optional.of(direct(run, kept(run, authored.orElseGet(() -> script(run)))));
    if (authored.isPresent()) return Optional.of(direct(run, authored.get()));
    UndoScript inverse = UndoScript.of(run.plan());
    if (!inverse.isNeeded()) return Optional.empty();
    if (!acceptsLoss) Losses.notAccepted(run, inverse.losses()).ifPresent(WayBack::refuse);
    Script script = workbench.parser().parse("undo of " + run.plan().script(), inverse.sql());
    Map<Integer, Instruction> asTheyAre = new HashMap<>();
    for (int i = 0; i < inverse.statements().size(); i++) {
      if (!inverse.statements().get(i).isPlanned()) asTheyAre.put(i, DIRECT);
    }
    return Optional.of(plan(run, script, Instruction.NONE, asTheyAre));
  }

  private static void refuse(Problem problem) {
    throw new SlipwayException(problem);
  }

  private Plan direct(Run run, Script down) {
    return plan(run, down, DIRECT, Map.of());
  }

  private Plan plan(Run run, Script down, Instruction all, Map<Integer, Instruction> others) {
    Live live = workbench.requiredLive();
    PlanRequest request =
        new PlanRequest(
            PREFIX + run.id(), down, "", all, others, live.catalog(), workbench.options());
    return new Planner(live.info().version(), workbench.parser()).plan(request);
  }

  private Script kept(Run run, Script down) {
    String schema = "slipway_kept_" + run.id().toLowerCase(Locale.ROOT);
    return workbench
        .parser()
        .parse(down.name(), KeptData.rewrite(down, workbench.requiredLive().catalog(), schema));
  }

  private Optional<Script> authored(Run run) {
    if (workbench.folders().isEmpty()) return Optional.empty();
    return workbench.migrations(workbench.folders()).all().stream()
        .filter(it -> it.id().equals(run.migration()))
        .findFirst()
        .map(Migration::down);
  }

  private Script script(Run run) {
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
