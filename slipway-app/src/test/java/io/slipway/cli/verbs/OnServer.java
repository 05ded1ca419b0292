package io.slipway.cli.verbs;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verbs in a folder of their own, against a database of their own on the one server of this JVM.
 */
abstract class OnServer {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Started at first use, gone with the JVM. */
  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      EmbeddedPostgres server =
          EmbeddedPostgres.start(
              PostgresBinaries.ofThisBuild(),
              18,
              Map.of("shared_preload_libraries", "pg_stat_statements"));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    }
  }

  @TempDir Path folder;
  private String database = "";

  @BeforeEach
  void aDatabase() throws SQLException {
    String fresh = "verbs" + NUMBER.incrementAndGet();
    database = "postgres";
    execute("CREATE DATABASE " + fresh);
    database = fresh;
  }

  /** Of the database. */
  final String uri() {
    return uri(database);
  }

  static String uri(String database) {
    return Shared.SERVER.uri(database);
  }

  final Connection connect() throws SQLException {
    return DriverManager.getConnection(Shared.SERVER.jdbcUrl(database));
  }

  final void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row. */
  final String value(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      if (!rows.next()) throw new AssertionError("no row: " + sql);
      return rows.getString(1);
    }
  }
}
