package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Effects.RelationLock;
import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.FindingDraft;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * REINDEX takes SHARE on the table and ACCESS EXCLUSIVE on its indexes; planning a query locks
 * every index of the table, so readers wait too.
 */
final class ReindexBlocksTable implements Rule {

  @Override
  public String slug() {
    return "reindex-blocks-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "REINDEX without CONCURRENTLY stops writers, and readers that would use the index";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Reindex reindex) || reindex.concurrently()) {
      return Stream.empty();
    }
    Optional<RelationLock> used =
        in.effects().locks().stream().filter(it -> in.isInUse(it.relation())).findFirst();
    if (used.isEmpty() && reindex.object() != null) return Stream.empty();
    String what = reindex.object() == null ? "the database" : in.name(reindex.object());
    FindingDraft draft = in.finding(this);
    if (reindex.object() != null) draft.on(reindex.object(), ACCESS_EXCLUSIVE);
    return draft
        .says(
            "REINDEX of %s locks its indexes with ACCESS EXCLUSIVE and the table with SHARE "
                + "until all is rebuilt: reads and writes wait",
            what)
        .fix("REINDEX … CONCURRENTLY, outside a transaction")
        .found();
  }
}
