package io.slipway.plan.strategies;

import io.slipway.catalog.Index;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.List;

/**
 * An index that a failed CREATE INDEX CONCURRENTLY or REINDEX CONCURRENTLY left: it costs every
 * writer and serves nobody, and IF NOT EXISTS takes it for the real one.
 */
final class InvalidIndex {
  private InvalidIndex() {}

  /** Makes room for a new one, unless somebody is still building it. */
  static List<Step> removed(Index index) {
    String name = index.name().sql();
    Step nobody =
        Drafts.verify(
            "nobody is building " + index.name(),
            "SELECT pid, phase FROM pg_catalog.pg_stat_progress_create_index WHERE index_relid = "
                + "to_regclass("
                + Identifier.literal(name)
                + ")",
            "The index is INVALID because it is not finished yet: wait for that session, or end"
                + " it.");
    Step drop =
        Drafts.alone(
            "drop the INVALID index " + index.name(),
            Probes.indexGone(index.name()),
            new Undo.Nothing(),
            "DROP INDEX CONCURRENTLY IF EXISTS " + name);
    return List.of(nobody, drop);
  }

  /** Whether a REINDEX CONCURRENTLY of the index left it. */
  static boolean isLeftover(Index index, QualifiedName of) {
    return !index.valid()
        && index.name().name().startsWith(of.name())
        && index.name().name().substring(of.name().length()).matches("_cc(new|old)\\d*");
  }
}
