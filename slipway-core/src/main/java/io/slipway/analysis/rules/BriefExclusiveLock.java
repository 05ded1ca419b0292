package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Effects.RelationLock;
import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/**
 * Changing only the catalog takes milliseconds, but while it waits for an open reader every later
 * query waits behind it.
 */
final class BriefExclusiveLock implements Rule {

  @Override
  public String slug() {
    return "brief-exclusive-lock";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BRIEF_LOCK;
  }

  @Override
  public String title() {
    return "A short ACCESS EXCLUSIVE lock is an outage behind one long transaction";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!isCatalogOnly(in) || hasRuleOfItsOwn(in)) return Stream.empty();
    return in.effects().locks().stream()
        .filter(it -> it.mode() == ACCESS_EXCLUSIVE)
        .map(RelationLock::relation)
        .filter(it -> in.before().index(it).isEmpty() && in.isInUse(it))
        .limit(1)
        .flatMap(it -> found(in, it));
  }

  private static boolean isCatalogOnly(StatementContext in) {
    return in.effects().certain()
        && in.effects().rewrites().isEmpty()
        && in.effects().scans().isEmpty();
  }

  /** Statements whose lock another rule speaks about. */
  private static boolean hasRuleOfItsOwn(StatementContext in) {
    Change change = in.change();
    return change instanceof Change.Drop
        || change instanceof Change.Rename
        || change instanceof Change.Truncate
        || change instanceof Change.LockTable
        || change instanceof Change.CreateTable
        || change instanceof Change.DoBlock
        || in.actions()
            .anyMatch(
                it ->
                    it instanceof TableAction.DropColumn
                        || it instanceof TableAction.AttachPartition
                        || it instanceof TableAction.DetachPartition);
  }

  private Stream<Finding> found(StatementContext in, QualifiedName relation) {
    return in.finding(this)
        .on(relation, ACCESS_EXCLUSIVE)
        .says(
            "%s takes ACCESS EXCLUSIVE on %s for a moment: it waits for every open query, and "
                + "new ones wait behind it",
            in.change().tag(), in.name(relation))
        .fix("A short lock_timeout and another try; slipway does that by itself")
        .recipe("R18")
        .found();
  }
}
