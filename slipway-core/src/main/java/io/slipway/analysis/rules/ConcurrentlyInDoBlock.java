package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import java.util.stream.Stream;

/** SQLSTATE 25001: a DO block is one transaction, whatever surrounds it. */
final class ConcurrentlyInDoBlock implements Rule {

  @Override
  public String slug() {
    return "concurrently-in-do-block";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "CONCURRENTLY cannot run inside a DO block";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!in.inBody()) return Stream.empty();
    String command = Concurrent.command(in.change());
    if (command == null) return Stream.empty();
    return in.finding(this)
        .says(
            command + " cannot run from a DO block: the block is one transaction (SQLSTATE 25001)")
        .fix(
            "What was meant is IF NOT EXISTS: write the statement itself, with IF NOT EXISTS, "
                + "outside a transaction")
        .recipe("R4")
        .found();
  }
}
