package io.slipway.plan.strategies;

import io.slipway.sql.Change;
import io.slipway.sql.TableAction;

/** Which statements refuse to run in a transaction block. */
final class Transactions {
  private Transactions() {}

  static boolean refuses(Change change) {
    return switch (change) {
      case Change.CreateIndex it -> it.concurrently();
      case Change.Drop it -> it.concurrently();
      case Change.Reindex it ->
          it.concurrently() || !it.target().equals("INDEX") && !it.target().equals("TABLE");
      case Change.Vacuum it -> it.vacuum();
      case Change.Cluster it -> it.table() == null;
      case Change.OutsideTransaction ignored -> true;
      case Change.AlterTable it ->
          it.actions().stream()
              .anyMatch(
                  action ->
                      action instanceof TableAction.DetachPartition detach
                          && (detach.concurrently() || detach.finalizing()));
      default -> false;
    };
  }
}
