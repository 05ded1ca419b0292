package io.slipway.plan;

import io.slipway.migration.Metadata;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's directives say about one statement, as far as the planner heeds it.
 *
 * @param strategy the strategy to use, whatever is cheaper; null: the planner chooses
 * @param verbatim run as written
 * @param phase {@code expand}, {@code migrate} or {@code contract} where the author has split the
 *     change into phases; null: the planner does
 * @param requiresDeployment an application version must be everywhere before the contract phase
 * @param deploymentVersion which one
 * @param backfill the guide's progressive options
 * @param flag of a rollout by feature flag
 * @param down how old columns follow the new ones: the SET list of an UPDATE
 */
public record Instruction(
    @Nullable String strategy,
    boolean verbatim,
    @Nullable String phase,
    boolean requiresDeployment,
    @Nullable String deploymentVersion,
    Step.BackfillOptions backfill,
    @Nullable String flag,
    @Nullable String down) {
  public static final Instruction NONE =
      new Instruction(null, false, null, false, null, Step.BackfillOptions.DEFAULT, null, null);

  /** What a {@code @metadata} block asks for. */
  public static Instruction of(Metadata metadata, boolean verbatim) {
    return new Instruction(
        metadata.strategy().orElse(null),
        verbatim || !metadata.zeroDowntime().orElse(true),
        metadata.phase().orElse(null),
        metadata.requiresDeployment(),
        metadata.deploymentVersion().orElse(null),
        new Step.BackfillOptions(
            metadata.batchSize().orElse(0),
            metadata.delay().map(Duration::toMillis).orElse(0L),
            metadata.maxDuration().map(Duration::toMillis).orElse(0L),
            metadata.rolloutPercentage().orElse(100)),
        metadata.flag().orElse(null),
        metadata.down().orElse(null));
  }

  public static Instruction ofStrategy(String strategy) {
    return new Instruction(
        strategy, false, null, false, null, Step.BackfillOptions.DEFAULT, null, null);
  }

  public static Instruction ofVerbatim() {
    return new Instruction(null, true, null, false, null, Step.BackfillOptions.DEFAULT, null, null);
  }

  public static Instruction ofDeployment(String version) {
    return new Instruction(
        null, false, null, true, version, Step.BackfillOptions.DEFAULT, null, null);
  }

  /** Whether the author wrote the phases himself and this is the last of them. */
  public boolean isContract() {
    return phase != null && (phase.equals("contract") || phase.endsWith("cleanup"));
  }
}
