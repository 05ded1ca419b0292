package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** The default partition is read under ACCESS EXCLUSIVE, for rows that belong to the new one. */
final class NewPartitionScansDefault implements Rule {

  @Override
  public String slug() {
    return "new-partition-scans-default";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "CREATE TABLE … PARTITION OF reads the default partition while nobody can use it";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.CreateTable create)) return Stream.empty();
    QualifiedName parent = create.partitionOf();
    boolean exists = create.ifNotExists() && in.table(create.table()).isPresent();
    if (parent == null || exists || !in.isInUse(parent)) return Stream.empty();
    return in.effects().scans().stream().filter(in::isInUse).limit(1).flatMap(it -> found(in, it));
  }

  private Stream<Finding> found(StatementContext in, QualifiedName scanned) {
    return in.finding(this)
        .on(scanned, ACCESS_EXCLUSIVE)
        .says(
            "The new partition makes PostgreSQL read all of %s%s under ACCESS EXCLUSIVE, for rows "
                + "that belong there",
            in.name(scanned), in.size(scanned))
        .fix(
            "Prove it first: ADD CONSTRAINT … CHECK (NOT (bound)) NOT VALID on the default "
                + "partition, VALIDATE it, then add the partition")
        .recipe("R11")
        .found();
  }
}
