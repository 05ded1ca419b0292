package io.slipway.analysis;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an analysis is to look for.
 *
 * @param classes the kinds of harm to report
 * @param disabledRules slugs of rules that are off
 * @param suppressions ignores, as {@link Suppressions#of} reads them
 */
public record Options(
    Set<FindingClass> classes, Set<String> disabledRules, List<Suppression> suppressions) {
  /** Everything but style. */
  public static final Options DEFAULT =
      new Options(EnumSet.complementOf(EnumSet.of(FindingClass.STYLE)), Set.of(), List.of());

  public Options {
    classes = Set.copyOf(classes);
    disabledRules = Set.copyOf(disabledRules);
    suppressions = List.copyOf(suppressions);
  }

  public Options suppressing(List<Suppression> all) {
    return new Options(classes, disabledRules, all);
  }

  boolean wants(Rule rule) {
    return classes.contains(rule.kind()) && !disabledRules.contains(rule.slug());
  }
}
