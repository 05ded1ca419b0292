package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import java.util.stream.Stream;

/**
 * SQLSTATE 25001: the server commits several times on the way, so a transaction around it is
 * refused.
 */
final class ConcurrentlyInTransaction implements Rule {

  @Override
  public String slug() {
    return "concurrently-in-transaction";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "CONCURRENTLY cannot run inside a transaction block";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!in.transaction().open() || in.inBody()) return Stream.empty();
    String command = Concurrent.command(in.change());
    if (command == null) return Stream.empty();
    return in.finding(this)
        .says(command + " cannot run inside a transaction block (SQLSTATE 25001)" + because(in))
        .fix("Put it in a migration of its own that runs without a transaction")
        .recipe("R4")
        .found();
  }

  private static String because(StatementContext in) {
    return in.transaction().openedByRunner()
        ? ": the runner wraps this file in one"
        : ": the file opened one with BEGIN";
  }
}
