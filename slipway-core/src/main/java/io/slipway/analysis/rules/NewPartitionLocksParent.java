package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/**
 * ACCESS EXCLUSIVE on the parent, and a scan of the default partition. ATTACH needs only SHARE
 * UPDATE EXCLUSIVE.
 */
final class NewPartitionLocksParent implements Rule {

  @Override
  public String slug() {
    return "new-partition-locks-parent";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BRIEF_LOCK;
  }

  @Override
  public String title() {
    return "CREATE TABLE … PARTITION OF locks the whole partitioned table";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.CreateTable create)) return Stream.empty();
    QualifiedName parent = create.partitionOf();
    boolean exists = create.ifNotExists() && in.table(create.table()).isPresent();
    if (parent == null || exists || !in.isInUse(parent)) return Stream.empty();
    boolean scans = in.effects().scans().stream().anyMatch(in::isInUse);
    String also = scans ? ", and reads the default partition under it" : "";
    return in.finding(this)
        .on(parent, ACCESS_EXCLUSIVE)
        .severity(scans ? Severity.ERROR : Severity.WARNING)
        .says(
            "PARTITION OF takes ACCESS EXCLUSIVE on %s%s: every query on any partition waits",
            in.name(parent), also)
        .fix(
            "CREATE TABLE (LIKE parent INCLUDING ALL) with a CHECK of the bound, then ATTACH "
                + "PARTITION")
        .recipe("R11")
        .found();
  }
}
