package io.slipway.plan;

import io.slipway.testing.TestPostgres.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One connection for all statements of a test: thousands of logins would be most of its time. */
public record Session(Connection connection) implements AutoCloseable {
  public static Session on(Database database) {
    return new Session(database.connect());
  }

  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** As {@link Database#query}. */
  public List<String> query(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) lines.add(line(rows));
      return lines;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static String line(ResultSet row) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      columns.add(String.valueOf(row.getString(i)));
    }
    return String.join("|", columns);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
