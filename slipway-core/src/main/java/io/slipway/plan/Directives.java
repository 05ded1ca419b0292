package io.slipway.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a migration's directives say about one statement.
 *
 * @param strategy the strategy to use, whatever is cheaper; null: the planner chooses
 * @param verbatim run as written
 * @param phase {@code expand}, {@code migrate} or {@code contract} where the author has split the
 *     change into phases; null: the planner does
 * @param requiresDeployment an application version must be everywhere before the contract phase
 * @param deploymentVersion which one
 * @param backfill the guide's progressive options
 */
public record Directives(
    @Nullable String strategy,
    boolean verbatim,
    @Nullable String phase,
    boolean requiresDeployment,
    @Nullable String deploymentVersion,
    Step.BackfillOptions backfill) {
  public static final Directives NONE =
      new Directives(null, false, null, false, null, Step.BackfillOptions.DEFAULT);

  public static Directives ofStrategy(String strategy) {
    return new Directives(strategy, false, null, false, null, Step.BackfillOptions.DEFAULT);
  }

  public static Directives ofVerbatim() {
    return new Directives(null, true, null, false, null, Step.BackfillOptions.DEFAULT);
  }

  public static Directives ofDeployment(String version) {
    return new Directives(null, false, null, true, version, Step.BackfillOptions.DEFAULT);
  }

  /** Whether the author wrote the phases himself and this is the last of them. */
  public boolean isContract() {
    return phase != null && (phase.equals("contract") || phase.endsWith("cleanup"));
  }
}
