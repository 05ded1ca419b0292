package io.slipway.plan.strategies;

import io.slipway.plan.Step;

/** Waits for the application. */
final class Gates {
  private Gates() {}

  static Step deployed(StatementContext context, String because) {
    String version = context.deployment();
    return new Step.Gate(
        "",
        "wait until " + version + " is deployed",
        version,
        because + "; then: slipway deployed " + version);
  }
}
