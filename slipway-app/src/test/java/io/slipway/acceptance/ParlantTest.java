package io.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The runbook of the seeds on a database that is in use: forward, and back with every row kept. */
class ParlantTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("slipway.root", "..")).resolve("examples/parlant");

  /** The lock budget, and as much again for a machine that does other things as well. */
  private static final long BUDGET_MS = 2000;

  private final AtomicBoolean isOpen = new AtomicBoolean(true);
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong longestMs = new AtomicLong();
  private final AtomicLong statements = new AtomicLong();

  @Test
  void migratesUnderTrafficAndGoesBackKeepingItsRows() throws Exception {
    thereAndBack(5_000);
  }

  @Test
  @Tag("slow")
  void withTwoHundredThousandWorkspaces() throws Exception {
    thereAndBack(200_000);
  }

  private void thereAndBack(int workspaces) throws Exception {
    try (Bank database = Bank.empty(Servers.shared(), "parlant_" + workspaces)) {
      database.execute(Files.readString(EXAMPLE.resolve("base/schema.sql")));
      database.execute(
          "SET sim.workspaces = "
              + workspaces
              + ";"
              + Files.readString(EXAMPLE.resolve("base/seed.sql")));
      String before = objects(database);
      List<Thread> clients = traffic(database, workspaces);
      String[] where = {
        "--database",
        database.uri(),
        "--migrations",
        EXAMPLE.resolve("migrations").toString(),
        "--yes"
      };
      Child.Ended there = Child.run(with(where, "migrate"));
      assertThat(there.exit()).as(there.err()).isZero();
      assertThat(failed(database)).isEmpty();
      assertThat(database.value("SELECT count(*) FROM parlant_agent")).isNotEqualTo("0");
      Child.Ended back = Child.run(with(where, "rollback", "--to", "0091", "--keep-data"));
      assertThat(back.exit()).as(back.err()).isZero();
      isOpen.set(false);
      for (Thread client : clients) client.join();
      assertThat(objects(database)).isEqualTo(before);
      assertThat(Long.parseLong(database.value(KEPT))).isGreaterThanOrEqualTo(workspaces);
      System.err.printf(
          "parlant with %,d workspaces: %,d statements, %d failed, longest %d ms%n",
          workspaces, statements.get(), failures.size(), longestMs.get());
      assertThat(failures).isEmpty();
      assertThat(longestMs.get()).isLessThan(BUDGET_MS);
    }
  }

  private static final String KEPT =
      """
      SELECT coalesce(sum((xpath('/row/c/text()', query_to_xml(
               format('SELECT count(*) AS c FROM %I.%I', nspname, relname), false, true, '')))[1]::text::bigint), 0)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE nspname LIKE 'slipway_kept_%' AND relname = 'parlant_agent'\
      """;

  /** What is in the schema the application uses, Slipway's own tables left out. */
  private static String objects(Bank database) throws SQLException {
    return database.value(
        """
        SELECT string_agg(what, E'\\n' ORDER BY what) FROM (
          SELECT 'relation ' || relname FROM pg_class
           WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '\\_migration%' AND relname <> 'v_zero_downtime_status'
          UNION ALL SELECT 'type ' || typname FROM pg_type
           WHERE typnamespace = 'public'::regnamespace AND typname NOT LIKE '%migration%' AND typname NOT LIKE '%v_zero_downtime_status'
          UNION ALL SELECT 'constraint ' || conname FROM pg_constraint
           WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE '%migration%'
          UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal) AS it (what)\
        """);
  }

  /** The rows of the example's own validation that are FAIL. */
  private static List<String> failed(Bank database) throws Exception {
    List<String> failed = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      String sql = Files.readString(EXAMPLE.resolve("validation/post_migration_validation.sql"));
      boolean isRows = statement.execute(sql);
      while (isRows || statement.getUpdateCount() >= 0) {
        if (isRows) {
          try (var rows = statement.getResultSet()) {
            while (rows.next()) {
              if ("FAIL".equals(rows.getString("status"))) failed.add(rows.getString(1));
            }
          }
        }
        isRows = statement.getMoreResults();
      }
    }
    return failed;
  }

  private List<Thread> traffic(Bank database, int workspaces) {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Thread client = new Thread(() -> use(database, workspaces), "sim-" + i);
      client.start();
      clients.add(client);
    }
    return clients;
  }

  private void use(Bank database, int workspaces) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      while (isOpen.get()) {
        int n = 1 + ThreadLocalRandom.current().nextInt(workspaces);
        long since = System.nanoTime();
        statement.execute("UPDATE workspace SET updated_at = now() WHERE id = 'ws_" + n + "'");
        statement.executeQuery("SELECT * FROM \"user\" WHERE id = 'user_" + n + "'").close();
        statements.addAndGet(2);
        longestMs.accumulateAndGet((System.nanoTime() - since) / 1_000_000, Math::max);
        Thread.sleep(3);
      }
    } catch (SQLException e) {
      failures.add(e.getSQLState() + " " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String[] with(String[] where, String... verb) {
    List<String> all = new ArrayList<>(List.of(verb));
    all.addAll(List.of(where));
    return all.toArray(String[]::new);
  }
}
