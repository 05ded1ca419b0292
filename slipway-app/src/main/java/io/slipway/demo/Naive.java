package io.slipway.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** The statements as written, in one transaction, without lock_timeout: as Flyway sends them. */
final class Naive implements Migrator {
  @Override
  public void migrate(String url, Change change, Consumer<Change> deploy) throws SQLException {
    try (Connection connection = Connections.plain(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : change.sql()) statement.execute(sql);
      connection.commit();
    }
    if (change.needsDeployment()) deploy.accept(change);
  }
}
