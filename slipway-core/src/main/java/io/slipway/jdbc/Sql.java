package io.slipway.jdbc;

import io.slipway.catalog.Catalog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session. In autocommit unless between {@link #begin} and {@link #commit}. Used by one thread;
 * only {@link #cancel} and {@link #close} may come from another.
 *
 * <p>Parameters: text is sent untyped, so that the server infers its type; {@code Long}, {@code
 * Integer}, {@code Boolean}, {@code Double} and {@code String[]} are sent as what they are.
 */
public final class Sql implements AutoCloseable {
  private final Connection connection;
  private final String role;
  private final Trace trace;
  private final int pid;
  private volatile @Nullable Statement running;

  Sql(Connection connection, String role, Trace trace) {
    this.connection = connection;
    this.role = role;
    this.trace = trace;
    this.pid = one("SELECT pg_backend_pid()", row -> (int) row.number(1));
  }

  /** For who reads several results of one query. */
  Connection connection() {
    return connection;
  }

  /** The server process, as {@code pg_backend_pid()} says. */
  public int pid() {
    return pid;
  }

  /** Runs SQL that nobody has prepared: a step's own, with whatever {@code ?} and braces it has. */
  public void execute(String sql) {
    trace.sending(role, sql);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      running = statement;
      statement.execute(sql);
    } catch (SQLException e) {
      throw new SqlFailure(sql, e);
    } finally {
      running = null;
    }
  }

  /** As {@link #execute}; returns the number of rows, or 0 where the command has none. */
  public long executeCounting(String sql) {
    trace.sending(role, sql);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      running = statement;
      statement.execute(sql);
      return Math.max(0, statement.getLargeUpdateCount());
    } catch (SQLException e) {
      throw new SqlFailure(sql, e);
    } finally {
      running = null;
    }
  }

  /** Rows of SQL that nobody has prepared. */
  public <T> List<T> rows(String sql, Row.Mapper<T> mapper) {
    trace.sending(role, sql);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      running = statement;
      try (ResultSet rows = statement.executeQuery(sql)) {
        return mapped(rows, mapper);
      }
    } catch (SQLException e) {
      throw new SqlFailure(sql, e);
    } finally {
      running = null;
    }
  }

  public <T> List<T> query(String sql, Row.Mapper<T> mapper, @Nullable Object... parameters) {
    trace.sending(role, sql);
    try (PreparedStatement statement = prepared(sql, parameters)) {
      running = statement;
      try (ResultSet rows = statement.executeQuery()) {
        return mapped(rows, mapper);
      }
    } catch (SQLException e) {
      throw new SqlFailure(sql, e);
    } finally {
      running = null;
    }
  }

  private static <T> List<T> mapped(ResultSet rows, Row.Mapper<T> mapper) throws SQLException {
    List<T> mapped = new ArrayList<>();
    Row row = new Row(rows);
    while (rows.next()) mapped.add(mapper.map(row));
    return mapped;
  }

  /** The first row. */
  public <T> Optional<T> first(String sql, Row.Mapper<T> mapper, @Nullable Object... parameters) {
    return query(sql, mapper, parameters).stream().findFirst();
  }

  /** The first row of a query that always has one. */
  public <T> T one(String sql, Row.Mapper<T> mapper, @Nullable Object... parameters) {
    return query(sql, mapper, parameters).getFirst();
  }

  /** Number of rows changed. */
  public long update(String sql, @Nullable Object... parameters) {
    trace.sending(role, sql);
    try (PreparedStatement statement = prepared(sql, parameters)) {
      running = statement;
      return statement.executeLargeUpdate();
    } catch (SQLException e) {
      throw new SqlFailure(sql, e);
    } finally {
      running = null;
    }
  }

  private PreparedStatement prepared(String sql, @Nullable Object[] parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      switch (value) {
        case null -> statement.setNull(i + 1, Types.NULL);
        case String text -> statement.setObject(i + 1, text, Types.OTHER);
        case String[] texts ->
            statement.setArray(i + 1, connection.createArrayOf("text", texts.clone()));
        default -> statement.setObject(i + 1, value);
      }
    }
    return statement;
  }

  /** The schema as it stands, by the reader. */
  public Catalog catalog(CatalogReader reader) {
    try {
      return reader.read(connection);
    } catch (SQLException e) {
      throw new SqlFailure("reading the catalog", e);
    }
  }

  public void begin() {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new SqlFailure("BEGIN", e);
    }
  }

  public void commit() {
    trace.sending(role, "COMMIT");
    try {
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new SqlFailure("COMMIT", e);
    }
  }

  /** Never fails: where the connection is gone, the server rolls back by itself. */
  public void rollback() {
    try {
      if (connection.getAutoCommit()) return;
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      close();
    }
  }

  /** Asks the server to cancel what runs on this session, through a connection of its own. */
  public void cancel() {
    Statement statement = running;
    if (statement == null) return;
    try {
      statement.cancel();
    } catch (SQLException e) {
      close();
    }
  }

  /** Drops the connection without a word to the server; frees a thread that waits for an answer. */
  public void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // gone already
    }
  }

  public boolean isOpen() {
    try {
      return !connection.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // a session that cannot be closed is gone already
    }
  }
}
