package io.slipway.demo;

import io.slipway.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the shop, changes it in every way and measures what its application sees. */
public final class Demo {
  private static final int MAJOR = 18;
  private static final String TEMPLATE = "shop";
  private static final Duration TAIL = Duration.ofMillis(300);

  /**
   * @param orders rows of the big table
   * @param window how long is measured at least
   * @param report how long the reporting query takes
   */
  public record Size(int orders, Duration window, Duration report) {
    public static final Size FULL = new Size(300_000, Duration.ofSeconds(4), Duration.ofSeconds(2));
    public static final Size QUICK =
        new Size(60_000, Duration.ofMillis(1_200), Duration.ofSeconds(1));
  }

  private final Size size;
  private final Consumer<String> progress;
  private final Map<String, Migrator> ways = new LinkedHashMap<>();

  private Demo(Size size, Consumer<String> progress) {
    this.size = size;
    this.progress = progress;
    ways.put("naive", new Naive());
    ways.put("slipway", new BySlipway());
  }

  /**
   * @param progress told what is being done, one line each
   */
  public static Report run(Size size, Consumer<String> progress) {
    return new Demo(size, progress).run();
  }

  private Report run() {
    long started = System.nanoTime();
    progress.accept("starting PostgreSQL " + MAJOR + " with " + size.orders + " orders");
    try (var own = OwnServer.start(MAJOR, settings())) {
      EmbeddedPostgres server = own.postgres();
      openShop(server);
      progress.accept("the application alone");
      Report.Way baseline = measured(server, "baseline", null, (url, change, deploy) -> {});
      List<Report.ChangeReport> changes = new ArrayList<>();
      for (Change change : Change.ALL) changes.add(everyWay(server, change));
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      return new Report(size, Traffic.SIZE, baseline, changes, took);
    } catch (SQLException e) {
      throw new IllegalStateException("the demo's own database failed: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> settings() {
    return Map.of("max_wal_size", "2GB", "shared_buffers", "256MB", "log_min_messages", "fatal");
  }

  private void openShop(EmbeddedPostgres server) throws SQLException {
    execute(server, "CREATE DATABASE " + TEMPLATE);
    try (Connection connection = Connections.plain(server.jdbcUrl(TEMPLATE))) {
      Shop.open(connection, size.orders);
    }
  }

  private Report.ChangeReport everyWay(EmbeddedPostgres server, Change change) throws SQLException {
    List<Report.Way> measured = new ArrayList<>();
    for (Map.Entry<String, Migrator> way : ways.entrySet()) {
      progress.accept(change.title() + ", " + way.getKey());
      measured.add(measured(server, way.getKey(), change, way.getValue()));
    }
    return new Report.ChangeReport(
        change.name(), change.title(), change.explanation(), change.sql(), measured);
  }

  /** One change on a fresh copy of the same data, under the same traffic. */
  private Report.Way measured(
      EmbeddedPostgres server, String way, @Nullable Change change, Migrator migrator)
      throws SQLException {
    String database = "copy_" + way;
    execute(
        server, "CREATE DATABASE " + database + " TEMPLATE " + TEMPLATE + " STRATEGY file_copy");
    String url = server.jdbcUrl(database);
    Traffic traffic = Traffic.start(url, size);
    traffic.awaitReport(System.nanoTime());
    long start = System.nanoTime();
    String problem = change == null ? null : problem(url, change, migrator, traffic);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    rest(start);
    Measured seen = traffic.stop(start);
    boolean renamed = change != null && problem == null && change.needsDeployment();
    long lost = lost(url, renamed && change != null ? change.newEmail() : Change.OLD_EMAIL);
    execute(server, "DROP DATABASE " + database);
    return new Report.Way(
        way,
        seen.statements(),
        seen.failed(),
        seen.retried(),
        seen.longestWait(),
        seen.p50(),
        seen.p99(),
        duration,
        lost,
        problem,
        seen.errors());
  }

  private static @Nullable String problem(
      String url, Change change, Migrator migrator, Traffic traffic) {
    try {
      migrator.migrate(url, change, it -> traffic.deploy(it.newEmail()));
      return null;
    } catch (Exception e) {
      if (e instanceof InterruptedException) Thread.currentThread().interrupt();
      return String.valueOf(e.getMessage());
    }
  }

  private void rest(long start) {
    long until = Math.max(start + size.window.toNanos(), System.nanoTime() + TAIL.toNanos());
    while (until - System.nanoTime() > 0) LockSupport.parkNanos(until - System.nanoTime());
  }

  private long lost(String url, String emailColumn) throws SQLException {
    try (Connection connection = Connections.plain(url)) {
      return Ledger.lostRows(connection, size.orders, emailColumn);
    }
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = Connections.plain(server.jdbcUrl("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
