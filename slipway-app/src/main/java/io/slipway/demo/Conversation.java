package io.slipway.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What one request says to the database; counts the statements. Belongs to one client thread. */
final class Conversation {
  private final Connection connection;
  private final Random random;
  private final Demo.Size size;
  private final String emailColumn;
  private int statements;

  /**
   * @param emailColumn the name this version of the application uses
   */
  Conversation(Connection connection, Random random, Demo.Size size, String emailColumn) {
    this.connection = connection;
    this.random = random;
    this.size = size;
    this.emailColumn = emailColumn;
  }

  int statements() {
    return statements;
  }

  int anyOrder() {
    return 1 + random.nextInt(size.orders());
  }

  double reportSeconds() {
    return size.report().toMillis() / 1_000.0;
  }

  int any(int bound) {
    return 1 + random.nextInt(bound);
  }

  /** Statements of one transaction. */
  @FunctionalInterface
  interface Body {
    void run() throws SQLException;
  }

  void transaction(int isolation, Body body) throws SQLException {
    connection.setTransactionIsolation(isolation);
    connection.setAutoCommit(false);
    try {
      body.run();
      connection.commit();
    } catch (SQLException e) {
      if (!connection.isClosed()) connection.rollback();
      throw e;
    } finally {
      if (!connection.isClosed()) connection.setAutoCommit(true);
    }
  }

  /** Runs it; {@code {email}} is the column's name as this version of the application knows it. */
  void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      statement.executeUpdate();
    }
  }

  /** The first row, as text; a row that must be there and is not is a wrong answer. */
  List<@Nullable String> row(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) throw new SQLException("wrong answer: a row that exists was not found");
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) row.add(rows.getString(i));
      return row;
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    statements++;
    PreparedStatement statement = connection.prepareStatement(sql.replace("{email}", emailColumn));
    for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
    return statement;
  }
}
