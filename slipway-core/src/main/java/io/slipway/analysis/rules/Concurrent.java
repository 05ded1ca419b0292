package io.slipway.analysis.rules;

import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.TableAction;
import org.jspecify.annotations.Nullable;

/** The commands that commit on their way. */
final class Concurrent {
  private Concurrent() {}

  /** The command as one would say it; null for any other statement. */
  static @Nullable String command(Change change) {
    if (change instanceof Change.CreateIndex create && create.concurrently()) {
      return "CREATE INDEX CONCURRENTLY";
    }
    if (change instanceof Change.Drop drop && drop.kind() == ObjectKind.INDEX) {
      return drop.concurrently() ? "DROP INDEX CONCURRENTLY" : null;
    }
    if (change instanceof Change.Reindex reindex && reindex.concurrently()) {
      return "REINDEX CONCURRENTLY";
    }
    boolean detaches =
        change instanceof Change.AlterTable alter
            && alter.actions().stream()
                .anyMatch(it -> it instanceof TableAction.DetachPartition d && d.concurrently());
    return detaches ? "DETACH PARTITION … CONCURRENTLY" : null;
  }
}
