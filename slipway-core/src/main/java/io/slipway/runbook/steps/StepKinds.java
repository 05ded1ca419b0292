package io.slipway.runbook.steps;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.util.List;

/** Every kind of step. */
public final class StepKinds {
  public static final List<StepKind> ALL =
      List.of(
          new BackupStep(),
          new CheckStep(),
          new CommandStep(),
          new ConfirmStep(),
          new CriteriaStep(),
          new FlagStep(),
          new GateStep(),
          new HttpStep(),
          new MigrateStep(),
          new PreflightStep(),
          new SmokeStep(),
          new SqlStep(),
          new UndoStep(),
          new ValidateStep(),
          new WaitStep());

  private StepKinds() {}

  public static StepKind of(String key) {
    return ALL.stream()
        .filter(it -> it.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new SlipwayException(
                    Problem.of(
                        "RUNBOOK-7",
                        Problem.Kind.INTERNAL,
                        "no class does steps of kind " + key,
                        "Nothing was changed.",
                        "This is a defect of Slipway.")));
  }
}
