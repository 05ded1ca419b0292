package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A completed type change is taken back by a plan, not by ALTER TABLE under its lock. */
class TypeTakenBackTest extends OnServer {
  private CommandLineRun changed(String statement) {
    CommandLineRun run = CommandLineRun.in(folder).with("DATABASE_URL", uri());
    run.file(
        "migrations/V1__orders.sql",
        """
        CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL DEFAULT 7, note varchar(20));
        CREATE INDEX orders_total_idx ON orders (total);
        INSERT INTO orders SELECT n, n, 'n' || n FROM generate_series(1, 20000) AS n;
        """);
    run.file("migrations/V2__change.sql", statement);
    assertThat(run.slipway("migrate").exit()).as(run.err()).isZero();
    return run;
  }

  @Test
  void whileTheApplicationWrites() throws Exception {
    CommandLineRun run =
        changed(
            "ALTER TABLE orders ALTER COLUMN total TYPE bigint;\nCREATE TABLE beside (id int);\n");
    assertThat(type("total")).isEqualTo("bigint");
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicLong written = new AtomicLong();
    Thread writer = Thread.ofVirtual().start(() -> write(isOver, written));
    run.slipway("rollback", "--accept-loss");
    isOver.set(true);
    writer.join();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(type("total")).isEqualTo("integer");
    assertThat(value("SELECT to_regclass('beside')::text")).isNull();
    assertThat(value("SELECT pg_get_indexdef('orders_total_idx'::regclass)"))
        .isEqualTo("CREATE INDEX orders_total_idx ON public.orders USING btree (total)");
    assertThat(number("SELECT sum(total - id) FROM orders")).isEqualTo(written.get()).isPositive();
    assertThat(run.slipway("status").out()).contains("1 pending.");
    // The rewrite under a lock would have left no run of its own.
    assertThat(number("SELECT count(*) FROM _migration_runs WHERE migration LIKE 'undo %'"))
        .isEqualTo(1);
  }

  @Test
  void aValueThatDoesNotFitIsNamedAndNothingChanges() throws SQLException {
    CommandLineRun run = changed("ALTER TABLE orders ALTER COLUMN total TYPE bigint;");
    execute("UPDATE orders SET total = 5000000000 WHERE id = 17");
    assertThat(run.slipway("rollback").exit()).isNotZero();
    assertThat(run.err()).contains("integer out of range");
    assertThat(type("total")).isEqualTo("bigint");
    assertThat(
            number(
                "SELECT count(*) FROM pg_attribute WHERE attrelid = 'orders'::regclass"
                    + " AND attnum > 0 AND NOT attisdropped"))
        .isEqualTo(3);
  }

  @Test
  void whatIsLostIsSaidFirst() throws SQLException {
    CommandLineRun run =
        changed("ALTER TABLE orders ALTER COLUMN total TYPE numeric USING total / 100.0;");
    assertThat(run.slipway("rollback").exit()).isEqualTo(4);
    assertThat(run.err()).contains("a cast computes them back", "--accept-loss");
    assertThat(type("total")).isEqualTo("numeric");
  }

  @Test
  void aTextThatGrewTooLongIsNotCut() throws SQLException {
    CommandLineRun run = changed("ALTER TABLE orders ALTER COLUMN note TYPE varchar(40);");
    execute("UPDATE orders SET note = repeat('x', 30) WHERE id = 5");
    run.slipway("rollback", "--accept-loss");
    assertThat(run.exit()).isNotZero();
    assertThat(type("note")).isEqualTo("character varying(40)");
    assertThat(number("SELECT length(note) FROM orders WHERE id = 5")).isEqualTo(30);
  }

  private void write(AtomicBoolean isOver, AtomicLong written) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (int id = 1; !isOver.get(); id = id % 20000 + 1) {
        statement.execute("UPDATE orders SET total = total + 1 WHERE id = " + id);
        written.incrementAndGet();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String type(String column) throws SQLException {
    return value(
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
            + " WHERE attrelid = 'orders'::regclass AND attname = '"
            + column
            + "'");
  }

  private long number(String sql) throws SQLException {
    return Long.parseLong(value(sql));
  }
}
