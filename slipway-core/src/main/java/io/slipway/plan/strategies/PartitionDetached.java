package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;
import java.util.Optional;

/** DETACH PARTITION … CONCURRENTLY; with a default partition there is none (55000). */
final class PartitionDetached {
  private PartitionDetached() {}

  static Optional<Proposal> propose(StatementContext context) {
    return Altered.by(context, TableAction.DetachPartition.class)
        .map(it -> proposal(context, it.table(), it.action()));
  }

  private static Proposal proposal(
      StatementContext context, Table parent, TableAction.DetachPartition detach) {
    boolean hasDefault =
        context.before().children(parent.name()).stream().anyMatch(Table::defaultPartition);
    if (hasDefault || detach.finalizing()) {
      return Direct.asWritten(
          context,
          detach.finalizing()
              ? "FINALIZE ends a detach that was interrupted"
              : "%s has a default partition, with which DETACH cannot be CONCURRENTLY: the lock on parent and partition is short"
                  .formatted(parent.name()));
    }
    QualifiedName partition = context.before().resolve(detach.partition());
    Step step =
        Drafts.alone(
            "detach " + partition + " from " + parent.name(),
            Probes.detached(parent.name(), partition),
            Inverse.of(context),
            "ALTER TABLE "
                + parent.name().sql()
                + " DETACH PARTITION "
                + partition.sql()
                + " CONCURRENTLY");
    return Proposal.expanding(
        "DETACH stops readers and writers of %s and all its partitions while it waits; CONCURRENTLY does not"
            .formatted(parent.name()),
        List.of(step));
  }
}
