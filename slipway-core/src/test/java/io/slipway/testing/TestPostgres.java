package io.slipway.testing;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The servers of this JVM, one a major version, started at first use and gone with the JVM. Each
 * test asks for a database of its own.
 */
public final class TestPostgres {
  private static final Map<Integer, EmbeddedPostgres> SERVERS = new ConcurrentHashMap<>();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPostgres() {}

  /**
   * The versions a law is tried on: all that the build fetched (14 and 18; all five with -Pprove).
   */
  public static List<Integer> majors() {
    PostgresBinaries binaries = PostgresBinaries.ofThisBuild();
    return java.util.stream.IntStream.rangeClosed(14, 18).filter(binaries::has).boxed().toList();
  }

  public static EmbeddedPostgres server(int major) {
    return SERVERS.computeIfAbsent(major, TestPostgres::start);
  }

  private static EmbeddedPostgres start(int major) {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(
            PostgresBinaries.ofThisBuild(),
            major,
            Map.of("shared_preload_libraries", "pg_stat_statements"));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-postgres-" + major));
    return server;
  }

  /** A fresh, empty database on the newest server. */
  public static Database fresh() {
    return fresh(18);
  }

  public static Database fresh(int major) {
    return create(server(major), "");
  }

  private static Database create(EmbeddedPostgres server, String options) {
    String name = "test_" + DATABASES.incrementAndGet();
    try (var admin = DriverManager.getConnection(server.jdbcUrl("postgres"));
        var statement = admin.createStatement()) {
      statement.execute("create database " + name + options);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Database(server, name);
  }

  /** A database of one test; closing it drops it, with whoever is still connected. */
  public record Database(EmbeddedPostgres server, String name) implements AutoCloseable {
    public String jdbcUrl() {
      return server.jdbcUrl(name);
    }

    public String uri() {
      return server.uri(name);
    }

    /** Another like it; nobody may be connected to this one. */
    public Database copy() {
      return create(server, " template " + name);
    }

    public Connection connect() {
      try {
        return DriverManager.getConnection(jdbcUrl());
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Runs statements as one simple query: one implicit transaction. */
    public void execute(String sql) {
      try (var connection = connect();
          var statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }

    /** The rows of a query, columns joined by {@code |}, nulls as {@code null}. */
    public List<String> query(String sql) {
      try (var connection = connect();
          var statement = connection.createStatement();
          var rows = statement.executeQuery(sql)) {
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
          List<String> columns = new ArrayList<>();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++)
            columns.add(rows.getString(i));
          lines.add(String.join("|", columns.stream().map(String::valueOf).toList()));
        }
        return lines;
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }

    public String value(String sql) {
      return query(sql).getFirst();
    }

    @Override
    public void close() {
      try (var admin = DriverManager.getConnection(server.jdbcUrl("postgres"));
          var statement = admin.createStatement()) {
        statement.execute("drop database if exists " + name + " with (force)");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
