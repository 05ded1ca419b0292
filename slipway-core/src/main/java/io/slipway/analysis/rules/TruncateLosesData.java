package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Effects.RelationLock;
import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** It needs ACCESS EXCLUSIVE on all of them, and there is no way back but a backup. */
final class TruncateLosesData implements Rule {

  @Override
  public String slug() {
    return "truncate-loses-data";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.DATA_LOSS;
  }

  @Override
  public String title() {
    return "TRUNCATE empties the table, and with CASCADE every table that refers to it";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Truncate truncate)) return Stream.empty();
    return truncate.tables().stream()
        .filter(in::isInUse)
        .limit(1)
        .flatMap(it -> found(in, truncate, it));
  }

  private Stream<Finding> found(
      StatementContext in, Change.Truncate truncate, QualifiedName table) {
    String others =
        in.effects().locks().stream()
            .map(RelationLock::relation)
            .filter(it -> in.before().index(it).isEmpty())
            .map(in::name)
            .collect(Collectors.joining(", "));
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "TRUNCATE%s empties %s under ACCESS EXCLUSIVE",
            truncate.cascade() ? " … CASCADE" : "", others)
        .fix("Name every table, without CASCADE; DELETE in batches where readers must go on")
        .found();
  }
}
