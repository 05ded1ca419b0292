package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.stream.Stream;

/**
 * COMMIT ends the transaction of the runner: the rest runs outside it, and the history row with it.
 */
final class TransactionControlUnderRunner implements Rule {

  @Override
  public String slug() {
    return "transaction-control-under-runner";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.OPERATIONAL;
  }

  @Override
  public String title() {
    return "BEGIN and COMMIT in a file that the runner wraps in a transaction";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Transaction transaction)) return Stream.empty();
    if (!in.transaction().openedByRunner() || in.inBody()) return Stream.empty();
    boolean ends =
        switch (transaction.command()) {
          case "COMMIT", "END", "ROLLBACK", "BEGIN", "START TRANSACTION" -> true;
          default -> false;
        };
    if (!ends) return Stream.empty();
    return in.finding(this)
        .says(
            "%s inside the transaction the runner has opened: it %s",
            transaction.command(), effect(transaction.command()))
        .fix("Leave it to the runner, or switch its transaction off for this file")
        .found();
  }

  private static String effect(String command) {
    return command.equals("BEGIN") || command.equals("START TRANSACTION")
        ? "only warns"
        : "ends it, and the rest runs without one";
  }
}
