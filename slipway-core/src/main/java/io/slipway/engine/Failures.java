package io.slipway.engine;

import io.slipway.jdbc.SqlFailure;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;

/** The server's no, as a problem a person can act on. */
final class Failures {
  private Failures() {}

  static Problem of(String runId, SqlFailure failure) {
    String said = "The server said: " + failure.said() + ".";
    Problem problem =
        failure.connectionLost()
            ? Problem.of(
                "ENGINE-10",
                Kind.RETRYABLE,
                "the connection to the server was lost",
                said + " What was not committed is rolled back; the journal knows the rest.",
                "When the server is back: slipway resume " + runId)
            : Problem.of(
                "ENGINE-11",
                Kind.FAILED_DIRTY,
                "a statement failed: " + head(failure.statement()),
                said + " Its transaction was rolled back; the steps before it stand.",
                "Remove the cause, then: slipway resume %1$s. Or: slipway rollback %1$s"
                    .formatted(runId));
    return problem.withSqlState(failure.sqlState());
  }

  private static String head(String statement) {
    String line = statement.strip().replaceAll("\\s+", " ");
    return line.length() <= 100 ? line : line.substring(0, 99) + "…";
  }
}
