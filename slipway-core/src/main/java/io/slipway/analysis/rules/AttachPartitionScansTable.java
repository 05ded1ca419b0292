package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.postgres.LockMode;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;
import java.util.stream.Stream;

/**
 * ACCESS EXCLUSIVE on the new partition during the scan, and on the default partition, which is
 * read too.
 */
final class AttachPartitionScansTable implements Rule {

  @Override
  public String slug() {
    return "attach-partition-scans-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "ATTACH PARTITION reads the new partition unless a CHECK proves its bounds";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AttachPartition.class)
        .filter(it -> ((Change.AlterTable) in.change()).kind() == ObjectKind.TABLE)
        .flatMap(it -> of(in, it.partition()));
  }

  private Stream<Finding> of(StatementContext in, QualifiedName partition) {
    List<QualifiedName> read =
        in.effects().scans().stream()
            .filter(in::isInUse)
            .filter(it -> in.lockOn(it).map(LockMode::blocksReads).orElse(false))
            .toList();
    if (read.isEmpty()) return Stream.empty();
    QualifiedName first = read.getFirst();
    boolean itself = first.equals(in.before().resolve(partition));
    String what = itself ? "the new partition %s" : "the default partition %s";
    return in.finding(this)
        .on(first, ACCESS_EXCLUSIVE)
        .says(
            "ATTACH PARTITION reads " + what + "%s under ACCESS EXCLUSIVE",
            in.name(first),
            in.size(first))
        .fix(
            itself
                ? "A validated CHECK of the bound, NOT NULL on the key and the parent's indexes "
                    + "on it first"
                : "A validated CHECK on the default partition that excludes the bound first")
        .recipe("R9")
        .found();
  }
}
