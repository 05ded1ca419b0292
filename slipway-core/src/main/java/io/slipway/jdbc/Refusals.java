package io.slipway.jdbc;

import io.slipway.postgres.ServerVersion;
import io.slipway.postgres.SqlState;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a database cannot be worked with, said so that the reader knows what to do. */
public final class Refusals {
  private static final String UNCHANGED = " Nothing changed.";

  private Refusals() {}

  static SlipwayException of(DatabaseUrl url, SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    return of(url, state, Objects.requireNonNullElse(e.getMessage(), state), e);
  }

  static SlipwayException of(DatabaseUrl url, String sqlState, String said, Exception cause) {
    return new SlipwayException(of(url, sqlState, said).withSqlState(sqlState), cause);
  }

  private static Problem of(DatabaseUrl url, String sqlState, String said) {
    String seen = "The server said: " + said.replaceAll("\\s*\\R\\s*", "; ") + "." + UNCHANGED;
    return switch (sqlState) {
      case SqlState.INVALID_PASSWORD, SqlState.INVALID_AUTHORIZATION ->
          Problem.of(
              "JDBC-4",
              Kind.USAGE,
              url.user() + " was not let into " + url,
              seen,
              "Check the user and the password (PGPASSWORD, ~/.pgpass) and pg_hba.conf.");
      case SqlState.INVALID_CATALOG_NAME ->
          Problem.of(
              "JDBC-5",
              Kind.USAGE,
              "there is no database " + url.database() + " on " + url.host() + ":" + url.port(),
              seen,
              "Check the name, or create it: createdb " + url.database());
      case SqlState.INSUFFICIENT_PRIVILEGE ->
          Problem.of(
              "JDBC-6",
              Kind.USAGE,
              url.user() + " may not connect to " + url.database(),
              seen,
              "GRANT CONNECT ON DATABASE … TO " + url.user());
      case SqlState.TOO_MANY_CONNECTIONS ->
          Problem.of(
              "JDBC-7",
              Kind.RETRYABLE,
              "no connection left on " + url.host() + ":" + url.port(),
              seen,
              "A run needs four connections. Try again later.");
      default ->
          Problem.of(
              "JDBC-3",
              Kind.RETRYABLE,
              "no answer from " + url,
              seen,
              "Check that the server runs and can be reached from here, then try again.");
    };
  }

  static @Nullable Problem of(DatabaseUrl url, Database.ServerInfo info) {
    if (info.version().major() < ServerVersion.OLDEST_MAJOR) {
      return Problem.of(
          "JDBC-8",
          Kind.USAGE,
          "PostgreSQL %s is too old".formatted(info.version()),
          "Slipway needs %d or newer.".formatted(ServerVersion.OLDEST_MAJOR) + UNCHANGED,
          "Upgrade the server first.");
    }
    if (info.inRecovery() || info.readOnly()) {
      return Problem.of(
          "JDBC-9",
          Kind.RETRYABLE,
          url + " is read-only",
          (info.inRecovery()
                  ? "It is a standby (pg_is_in_recovery)."
                  : "default_transaction_read_only is on.")
              + UNCHANGED,
          "Give the address of the primary.");
    }
    return null;
  }

  static SlipwayException pooler(DatabaseUrl url) {
    return new SlipwayException(
        Problem.of(
            "JDBC-10",
            Kind.USAGE,
            "a pooler in transaction mode is in front of " + url,
            "Two of our connections got the same server session: the lock that keeps a second"
                + " runner out, and every setting, would be anybody's."
                + UNCHANGED,
            "Connect to the PostgreSQL server itself (usually port 5432)."));
  }

  /** A statement the user lacks the permission for. */
  public static Problem missingPrivilege(SqlFailure failure, String user) {
    return Problem.of(
            "JDBC-11",
            Kind.USAGE,
            user + " may not do this",
            "The server said: " + failure.said() + "." + UNCHANGED,
            "Run as the owner of the tables, or grant what is missing.")
        .withSqlState(failure.sqlState());
  }
}
