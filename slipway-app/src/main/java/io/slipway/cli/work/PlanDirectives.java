package io.slipway.cli.work;

import io.slipway.migration.Metadata;
import io.slipway.migration.Migration;
import io.slipway.plan.Directives;
import io.slipway.plan.Step;
import io.slipway.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The directives of a file in the planner's words. */
final class PlanDirectives {
  private PlanDirectives() {}

  static Directives ofFile(Migration migration) {
    return of(migration.directives().ofFile(), migration);
  }

  /** Only those that differ from the file's. */
  static Map<Integer, Directives> ofStatements(Migration migration) {
    Map<Integer, Directives> all = new LinkedHashMap<>();
    Directives file = ofFile(migration);
    for (Statement statement : migration.up().statements()) {
      Directives own = of(migration.directives().at(statement), migration);
      if (!own.equals(file)) all.put(statement.index(), own);
    }
    return all;
  }

  private static Directives of(Metadata metadata, Migration migration) {
    boolean asWritten = metadata.zeroDowntime().filter(wanted -> !wanted).isPresent();
    return new Directives(
        metadata.strategy().orElse(null),
        migration.directives().verbatim() || asWritten,
        metadata.phase().orElse(null),
        metadata.requiresDeployment(),
        metadata.deploymentVersion().orElse(null),
        backfill(metadata));
  }

  private static Step.BackfillOptions backfill(Metadata metadata) {
    return new Step.BackfillOptions(
        metadata.batchSize().orElse(0),
        metadata.delay().orElse(Duration.ZERO).toMillis(),
        metadata.maxDuration().orElse(Duration.ZERO).toMillis(),
        metadata.rolloutPercentage().orElse(100));
  }
}
