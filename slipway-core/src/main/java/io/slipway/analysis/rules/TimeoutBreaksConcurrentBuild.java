package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.List;
import java.util.stream.Stream;

/**
 * lock_timeout and statement_timeout apply to the waits of CREATE INDEX CONCURRENTLY, and a build
 * they cut short stays behind INVALID.
 */
final class TimeoutBreaksConcurrentBuild implements Rule {

  @Override
  public String slug() {
    return "timeout-breaks-concurrent-build";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.OPERATIONAL;
  }

  @Override
  public String title() {
    return "A timeout that is on while an index is built concurrently leaves it invalid";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    boolean builds =
        in.change() instanceof Change.CreateIndex create && create.concurrently()
            || in.change() instanceof Change.Reindex reindex && reindex.concurrently();
    if (!builds) return Stream.empty();
    for (String timeout : List.of("lock_timeout", "statement_timeout")) {
      if (in.session().limits(timeout)) return found(in, timeout);
    }
    return Stream.empty();
  }

  private Stream<Finding> found(StatementContext in, String timeout) {
    return in.finding(this)
        .says(
            "%s is on: it cuts the build short while it waits for old transactions, and the "
                + "index stays behind INVALID",
            timeout)
        .fix("SET %s = 0 before it; CONCURRENTLY blocks nobody while it waits", timeout)
        .recipe("R18")
        .found();
  }
}
