package io.slipway.jdbc;

import io.slipway.postgres.SqlState;
import java.sql.SQLException;
import java.util.Objects;

/** What the server, or the way to it, said no to. */
public final class SqlFailure extends RuntimeException {
  private final String sqlState;
  private final String serverMessage;
  private final String statement;

  SqlFailure(String statement, SQLException cause) {
    super(cause.getMessage() + " in: " + head(statement), cause);
    this.sqlState = Objects.requireNonNullElse(cause.getSQLState(), "");
    this.serverMessage = Objects.requireNonNullElse(cause.getMessage(), "unknown error");
    this.statement = statement;
  }

  private static String head(String statement) {
    String line = statement.strip().replaceAll("\\s+", " ");
    return line.length() <= 120 ? line : line.substring(0, 119) + "…";
  }

  public String sqlState() {
    return sqlState;
  }

  /** The server's own words, on one line. */
  public String said() {
    return serverMessage.replaceAll("\\s*\\R\\s*", "; ");
  }

  public String statement() {
    return statement;
  }

  public boolean is(String state) {
    return sqlState.equals(state);
  }

  /**
   * The session is gone; what a COMMIT in flight did is unknown. Covers 25P03, the server's end of
   * a session that idled in a transaction, and 57P05.
   */
  public boolean connectionLost() {
    return SqlState.connectionLost(sqlState)
        || sqlState.equals("25P03")
        || sqlState.equals("25P04")
        || sqlState.equals("57P05");
  }
}
