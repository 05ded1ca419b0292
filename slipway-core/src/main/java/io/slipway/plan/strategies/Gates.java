package io.slipway.plan.strategies;

import io.slipway.plan.Removal;
import io.slipway.plan.Step;
import java.util.List;

/** Waits for the application. */
final class Gates {
  private Gates() {}

  static Step deployed(StatementContext context, String because, Removal... removals) {
    String version = context.deployment();
    return new Step.Gate(
        "",
        "wait until " + version + " is deployed",
        version,
        because + "; then: slipway deployed " + version,
        List.of(removals));
  }
}
