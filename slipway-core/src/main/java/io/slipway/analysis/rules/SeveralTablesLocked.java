package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Effects;
import io.slipway.analysis.Effects.RelationLock;
import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.QualifiedName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * While it waits for the second it keeps the first; two transactions that take them in different
 * orders deadlock.
 */
final class SeveralTablesLocked implements Rule {

  @Override
  public String slug() {
    return "several-tables-locked";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BRIEF_LOCK;
  }

  @Override
  public String title() {
    return "One transaction holds strong locks on several tables";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!in.transaction().open()) return Stream.empty();
    Set<QualifiedName> held = held(in);
    if (held.isEmpty()) return Stream.empty();
    List<QualifiedName> more = strong(in, in.effects()).filter(it -> !held.contains(it)).toList();
    // Said once, where the second table comes in.
    if (more.isEmpty() || tablesBefore(in) > 1) return Stream.empty();
    String names = held.stream().map(in::name).collect(Collectors.joining(", "));
    return in.finding(this)
        .on(more.getFirst(), ACCESS_EXCLUSIVE)
        .severity(Severity.WARNING)
        .says(
            "This waits for %s while the transaction holds a strong lock on %s",
            in.name(more.getFirst()), names)
        .fix("One transaction for each table, or one fixed order everywhere")
        .found();
  }

  private static Set<QualifiedName> held(StatementContext in) {
    return in.transaction().earlier().stream()
        .flatMap(it -> strong(in, it.effects()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Statements before this one that each brought in a further table. */
  private static long tablesBefore(StatementContext in) {
    Set<QualifiedName> seen = new LinkedHashSet<>();
    return in.transaction().earlier().stream()
        .filter(it -> strong(in, it.effects()).map(seen::add).reduce(false, (a, b) -> a || b))
        .count();
  }

  private static Stream<QualifiedName> strong(StatementContext in, Effects effects) {
    return effects.locks().stream()
        .filter(it -> it.mode() == ACCESS_EXCLUSIVE)
        .map(RelationLock::relation)
        .filter(it -> in.before().index(it).isEmpty() && in.isInUse(it))
        .filter(
            it ->
                in.table(it)
                    .map(t -> t.kind() == Table.Kind.TABLE || t.kind() == Table.Kind.PARTITIONED)
                    .orElse(!in.before().complete()));
  }
}
