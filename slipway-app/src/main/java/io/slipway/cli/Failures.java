package io.slipway.cli;

import io.slipway.postgres.SqlState;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whatever was thrown, as a problem somebody can do something about. */
final class Failures {
  private Failures() {}

  static Problem problem(Throwable thrown) {
    for (Throwable it = thrown; it != null; it = it.getCause()) {
      Problem known = known(it);
      if (known != null) return known;
    }
    return Problems.defect(thrown);
  }

  private static @Nullable Problem known(Throwable thrown) {
    return switch (thrown) {
      case SlipwayException slipway -> slipway.problem();
      case SQLException sql -> sql(sql);
      case UncheckedIOException io -> file(io.getMessage());
      case IOException io -> file(io.toString());
      default -> null;
    };
  }

  private static Problem sql(SQLException thrown) {
    String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
    String said = String.valueOf(thrown.getMessage()).strip().replaceAll("\\s*\\n\\s*", " ");
    boolean refused =
        state.equals(SqlState.INVALID_PASSWORD)
            || state.equals(SqlState.INVALID_AUTHORIZATION)
            || state.equals(SqlState.INVALID_CATALOG_NAME);
    if (refused) {
      return Problem.of(
              "CLI-31",
              Problem.Kind.USAGE,
              "the database refused the connection: " + said,
              "Nothing was changed.",
              "Correct user, password or database name in the address.")
          .withSqlState(state);
    }
    boolean unreachable =
        SqlState.connectionLost(state) || state.equals(SqlState.TOO_MANY_CONNECTIONS);
    if (unreachable) {
      return Problem.of(
              "CLI-30",
              Problem.Kind.RETRYABLE,
              "the database cannot be reached: " + said,
              "What was committed before stays.",
              "Run the same command again when the database answers.")
          .withSqlState(state);
    }
    return Problem.of(
            "CLI-32",
            Problem.Kind.FAILED_DIRTY,
            "the database said: " + said,
            "What was committed before stays.",
            "Look at `slipway status`.")
        .withSqlState(state);
  }

  private static Problem file(@Nullable String message) {
    return Problem.of(
        "CLI-33",
        Problem.Kind.USAGE,
        "a file could not be used: " + message,
        "Nothing was changed.",
        "Correct the path or its permissions.");
  }
}
