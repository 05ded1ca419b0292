package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.stream.Stream;

/**
 * A failed CREATE INDEX CONCURRENTLY leaves an INVALID index; the retry with IF NOT EXISTS finds it
 * and reports success.
 */
final class ConcurrentIndexIfNotExists implements Rule {

  @Override
  public String slug() {
    return "concurrent-index-if-not-exists";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.OPERATIONAL;
  }

  @Override
  public String title() {
    return "IF NOT EXISTS takes an invalid index for a finished one";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.CreateIndex create)) return Stream.empty();
    if (!create.concurrently() || !create.ifNotExists() || !in.isInUse(create.table())) {
      return Stream.empty();
    }
    return in.finding(this)
        .on(create.table())
        .severity(Severity.INFO)
        .says(
            "After a build that failed, IF NOT EXISTS finds the INVALID index on %s, does "
                + "nothing and succeeds",
            in.name(create.table()))
        .fix(
            "Check pg_index.indisvalid afterwards, or DROP INDEX CONCURRENTLY IF EXISTS first; "
                + "slipway does the former")
        .found();
  }
}
