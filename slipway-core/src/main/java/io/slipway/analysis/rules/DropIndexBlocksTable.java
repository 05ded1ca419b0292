package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Index;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import java.util.stream.Stream;

/**
 * DROP INDEX needs ACCESS EXCLUSIVE on the table as well: it waits for every reader, and every
 * later reader waits for it.
 */
final class DropIndexBlocksTable implements Rule {

  @Override
  public String slug() {
    return "drop-index-blocks-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BRIEF_LOCK;
  }

  @Override
  public String title() {
    return "DROP INDEX without CONCURRENTLY locks the table, not only the index";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Drop drop)) return Stream.empty();
    if (drop.kind() != ObjectKind.INDEX || drop.concurrently()) return Stream.empty();
    return drop.objects().stream()
        .flatMap(it -> in.before().index(it).stream())
        .flatMap(it -> of(in, it));
  }

  private Stream<Finding> of(StatementContext in, Index index) {
    if (!in.isInUse(index.table()) || index.constraint() != null) return Stream.empty();
    return in.finding(this)
        .on(index.table(), ACCESS_EXCLUSIVE)
        .severity(Severity.WARNING)
        .says(
            "DROP INDEX %s takes ACCESS EXCLUSIVE on %s: it waits for every open query, and new "
                + "ones wait behind it",
            index.name().name(), in.name(index.table()))
        .fix("DROP INDEX CONCURRENTLY, outside a transaction")
        .found();
  }
}
