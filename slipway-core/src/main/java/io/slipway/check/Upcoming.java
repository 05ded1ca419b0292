package io.slipway.check;

import io.slipway.analysis.Finding;
import io.slipway.migration.Migration;
import io.slipway.plan.Plan;
import io.slipway.sql.Change;
import io.slipway.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * The migrations that are to run.
 *
 * @param plans theirs, in the same order
 * @param refusals what the analysis says PostgreSQL will refuse
 * @param changed applied migrations whose statements are no longer those of the history
 */
public record Upcoming(
    List<Migration> migrations, List<Plan> plans, List<Refusal> refusals, List<String> changed) {
  public static final Upcoming NOTHING = new Upcoming(List.of(), List.of(), List.of(), List.of());

  public Upcoming {
    migrations = List.copyOf(migrations);
    plans = List.copyOf(plans);
    refusals = List.copyOf(refusals);
    changed = List.copyOf(changed);
  }

  /** A statement that will not run. */
  public record Refusal(String file, Finding finding) {
    String line() {
      return file + ":" + finding.line() + ": " + finding.message() + " (" + finding.rule() + ")";
    }
  }

  Stream<Change> changes() {
    return migrations.stream().flatMap(it -> it.up().statements().stream()).map(Statement::change);
  }
}
