package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/** ACCESS EXCLUSIVE on the parent: every query on any partition waits. */
final class DetachPartitionBlocksTable implements Rule {

  @Override
  public String slug() {
    return "detach-partition-blocks-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BRIEF_LOCK;
  }

  @Override
  public String title() {
    return "DETACH PARTITION without CONCURRENTLY locks the whole partitioned table";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.DetachPartition.class)
        .filter(it -> !it.concurrently() && !it.finalizing())
        .flatMap(it -> found(in));
  }

  private Stream<Finding> found(StatementContext in) {
    QualifiedName parent = in.altered();
    return in.finding(this)
        .on(parent, ACCESS_EXCLUSIVE)
        .severity(Severity.WARNING)
        .says(
            "DETACH PARTITION takes ACCESS EXCLUSIVE on %s: it waits for every open query on "
                + "any partition, and new ones wait behind it",
            in.name(parent))
        .fix(
            "DETACH PARTITION … CONCURRENTLY, outside a transaction; it is refused where there "
                + "is a default partition")
        .recipe("R12")
        .found();
  }
}
