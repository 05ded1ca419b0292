package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import java.util.stream.Stream;

/** SQLSTATE 0A000 for several names or CASCADE. */
final class DropIndexConcurrentlyMisused implements Rule {

  @Override
  public String slug() {
    return "drop-index-concurrently-misused";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "DROP INDEX CONCURRENTLY takes one index and no CASCADE";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Drop drop)
        || drop.kind() != ObjectKind.INDEX
        || !drop.concurrently()) {
      return Stream.empty();
    }
    if (drop.objects().size() == 1 && !drop.cascade()) return Stream.empty();
    String what = drop.cascade() ? "does not take CASCADE" : "drops one index at a time";
    return in.finding(this)
        .says("DROP INDEX CONCURRENTLY " + what + " (SQLSTATE 0A000)")
        .fix("One DROP INDEX CONCURRENTLY statement for each index")
        .found();
  }
}
