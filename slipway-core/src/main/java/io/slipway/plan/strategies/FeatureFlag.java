package io.slipway.plan.strategies;

import io.slipway.plan.Step;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One version of the application knows both sides, and a flag says which it uses, for a growing
 * share of its users. Only where the author asks for it: the application has to ask the flag.
 */
final class FeatureFlag implements Strategy {
  static final String SLUG = "feature-flag";
  private static final List<Integer> SHARES = List.of(10, 50, 100);

  @Override
  public String slug() {
    return SLUG;
  }

  @Override
  public Optional<Proposal> propose(StatementContext context) {
    if (!context.forced()) return Optional.empty();
    return new DualWrite()
        .propose(context)
        .or(() -> new ExpandContract().propose(context))
        .filter(it -> !it.contract().isEmpty() && it.contract().getFirst() instanceof Step.Gate)
        .map(it -> new Rollout(context, it).proposal());
  }

  /** The steps of another strategy, with the shares between its migrate and its contract. */
  private record Rollout(StatementContext context, Proposal inner) {
    Proposal proposal() {
      List<Step> migrate = new ArrayList<>(inner.migrate());
      for (int percent : SHARES) {
        migrate.add(share(percent));
        migrate.add(watched(percent));
        migrate.add(untouched(percent));
      }
      return new Proposal(
          "the author asks for a rollout by the flag " + flag() + "; behind it: " + inner.because(),
          inner.expand(),
          migrate,
          inner.contract(),
          warnings(),
          inner.serves());
    }

    private List<String> warnings() {
      List<String> warnings = new ArrayList<>(inner.warnings());
      warnings.add(
          "The version that is deployed before the first share has to ask SELECT check_feature_flag('%s', user) and use the new side where it is true."
              .formatted(flag()));
      return warnings;
    }

    /** Named by the author, or after the migration. */
    private String flag() {
      String named = context.instruction().flag();
      return named != null
          ? named
          : "migration_"
              + context.migration().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private String name() {
      return Identifier.literal(flag());
    }

    /** Taken back it is off at once: on the way nobody is put on the new side again. */
    private Step share(int percent) {
      return Drafts.brief(
          "flag %s: on for %d %%".formatted(flag(), percent), Drafts.undo(off()), set(percent));
    }

    private String set(int percent) {
      return """
          INSERT INTO %s AS f (flag_name, enabled, rollout_percentage) VALUES (%s, true, %d)
          ON CONFLICT (flag_name) DO UPDATE SET enabled = true, updated_at = now(),
            updated_by = current_user, rollout_percentage = excluded.rollout_percentage"""
          .formatted(table("feature_flags"), name(), percent);
    }

    private String off() {
      return "UPDATE %s SET enabled = false, rollout_percentage = 0, updated_at = now() WHERE flag_name = %s"
          .formatted(table("feature_flags"), name());
    }

    private Step watched(int percent) {
      return new Step.Gate(
          "",
          "watch %s at %d %%".formatted(flag(), percent),
          null,
          "%s is on for %d %% of the users: look at errors and times, then approve this step; slipway flag %s off is the way back at once"
              .formatted(flag(), percent, flag()));
    }

    /** Somebody who set it back, or a breaker of its name, stops the rollout. */
    private Step untouched(int percent) {
      return Drafts.verify(
          "flag %s is still on for %d %%".formatted(flag(), percent),
          """
          SELECT f.enabled, f.rollout_percentage, f.updated_by, b.state AS breaker
          FROM (SELECT %1$s AS flag_name) AS n
          LEFT JOIN %2$s AS f USING (flag_name)
          LEFT JOIN %3$s AS b ON b.breaker_name = n.flag_name
          WHERE f.enabled IS NOT TRUE OR f.rollout_percentage < %4$d OR b.state = 'open'"""
              .formatted(name(), table("feature_flags"), table("circuit_breakers"), percent),
          "Somebody has set the flag back, or its breaker is open: find out why. To go on, set it to "
              + percent
              + " again; to go back, roll the run back.");
    }

    private String table(String name) {
      return QualifiedName.of(context.options().stateSchema(), "_migration_" + name).sql();
    }
  }
}
