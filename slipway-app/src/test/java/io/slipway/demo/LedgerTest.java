package io.slipway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's oracle must see every kind of damage, and its clients must not hide a stall. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerTest {
  private static final Demo.Size SIZE = new Demo.Size(2_000, Duration.ZERO, Duration.ofMillis(800));
  private final EmbeddedPostgres server =
      EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), 18, Map.of());

  @BeforeAll
  void aShop() throws SQLException {
    execute("postgres", "CREATE DATABASE template");
    try (Connection connection = Connections.plain(server.jdbcUrl("template"))) {
      Shop.open(connection, SIZE.orders());
    }
    long start = System.nanoTime();
    Traffic traffic = Traffic.start(server.jdbcUrl("template"), SIZE);
    while (count("template", "SELECT count(*) FROM ledger") < 30) Thread.onSpinWait();
    alone = traffic.stop(start);
  }

  private @Nullable Measured alone;

  @AfterAll
  void close() {
    server.close();
  }

  @BeforeEach
  void aCopy() throws SQLException {
    execute("postgres", "CREATE DATABASE copy TEMPLATE template");
  }

  @AfterEach
  void noCopy() throws SQLException {
    execute("postgres", "DROP DATABASE copy WITH (FORCE)");
  }

  @Test
  void trafficAloneLosesNothingAndFailsNothing() throws SQLException {
    Measured seen = Objects.requireNonNull(alone);
    assertThat(seen.failed()).isZero();
    assertThat(seen.errors()).isEmpty();
    assertThat(seen.statements()).isGreaterThan(20);
    assertThat(count("copy", "SELECT count(*) FROM ledger")).isGreaterThanOrEqualTo(30);
    assertThat(lost()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE orders SET total = total + 1 WHERE id = 7",
        "UPDATE orders SET user_email = 'x' WHERE id = (SELECT max(order_id) FROM ledger)",
        "DELETE FROM order_items WHERE id = (SELECT min(id) FROM order_items)",
        "INSERT INTO orders (id, user_email) VALUES (900000, 'ghost')",
        "DELETE FROM order_items WHERE order_id = 9; DELETE FROM orders WHERE id = 9"
      })
  void everyKindOfDamageIsSeen(String damage) throws SQLException {
    execute("copy", damage);
    assertThat(lost()).isEqualTo(1);
  }

  @Test
  void aStallIsMeasuredFromWhenRequestsWereDue() throws Exception {
    String url = server.jdbcUrl("copy");
    Traffic traffic = Traffic.start(url, SIZE);
    try (Connection blocker = Connections.plain(url);
        Statement statement = blocker.createStatement()) {
      long start = System.nanoTime();
      traffic.awaitReport(start);
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE");
      statement.execute("SELECT pg_sleep(0.6)");
      blocker.commit();
      Measured seen = traffic.stop(start);
      assertThat(seen.failed()).isZero();
      assertThat(seen.longestWait()).isGreaterThan(Duration.ofMillis(500));
      // A client that waits for its answer before it counts would show one slow request here.
      assertThat(seen.p99()).isGreaterThan(Duration.ofMillis(300));
    }
  }

  private long lost() throws SQLException {
    try (Connection connection = Connections.plain(server.jdbcUrl("copy"))) {
      return Ledger.lostRows(connection, SIZE.orders(), Change.OLD_EMAIL);
    }
  }

  private long count(String database, String sql) throws SQLException {
    try (Connection connection = Connections.plain(server.jdbcUrl(database));
        var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection = Connections.plain(server.jdbcUrl(database));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
