package io.slipway.acceptance;

import io.slipway.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A table under writers at three isolation levels, and a ledger every write goes to in the same
 * transaction: what the table must hold at the end is known row by row, from another source than
 * the table.
 */
final class Bank implements AutoCloseable {
  static final int ROWS = 40_000;
  private static final List<String> LEVELS =
      List.of("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE");

  private final EmbeddedPostgres server;
  private final String database;
  private final AtomicBoolean isOpen = new AtomicBoolean(true);
  private final List<Thread> writers = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong statements = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final AtomicLong longestMicros = new AtomicLong();

  private Bank(EmbeddedPostgres server, String database) {
    this.server = server;
    this.database = database;
  }

  /** A fresh database with {@link #ROWS} accounts, an index and a foreign key onto them. */
  static Bank open(EmbeddedPostgres server, String database) throws SQLException {
    try (Connection admin = DriverManager.getConnection(server.jdbcUrl("postgres"));
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
    Bank bank = new Bank(server, database);
    bank.execute(
        """
        CREATE TABLE account (
          id serial PRIMARY KEY, owner text NOT NULL, balance int NOT NULL DEFAULT 0, version int NOT NULL DEFAULT 0);
        CREATE INDEX account_owner_idx ON account (owner);
        CREATE TABLE transfer (id bigserial PRIMARY KEY, account_id int NOT NULL REFERENCES account (id), amount int);
        CREATE INDEX transfer_account_idx ON transfer (account_id);
        CREATE TABLE ledger (seq bigserial PRIMARY KEY, account_id bigint NOT NULL, version int, balance int);
        INSERT INTO account (owner) SELECT 'owner ' || n FROM generate_series(1, %d) n;
        """
            .formatted(ROWS));
    return bank;
  }

  String uri() {
    return server.uri(database);
  }

  Connection connect() throws SQLException {
    // Result types change at a swap: the driver heals prepared statements inside transactions with
    // this setting only.
    return DriverManager.getConnection(server.jdbcUrl(database) + "&autosave=conservative");
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String value(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  Bank withWriters(int count) {
    for (int i = 0; i < count; i++) {
      int number = i;
      Thread writer = new Thread(() -> write(number), "writer-" + i);
      writer.start();
      writers.add(writer);
    }
    return this;
  }

  private void write(int number) {
    Random random = new Random(number);
    String level = LEVELS.get(number % LEVELS.size());
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      while (isOpen.get()) {
        int kind = random.nextInt(10);
        int id = 1 + random.nextInt(ROWS);
        long since = System.nanoTime();
        transaction(connection, level, kind, id);
        longestMicros.accumulateAndGet((System.nanoTime() - since) / 1000, Math::max);
        Thread.sleep(1 + random.nextInt(4));
      }
    } catch (SQLException e) {
      failures.add(level + ": " + e.getSQLState() + " " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Serialization failures are the client's to retry, as the manual says; they are counted, nothing
   * else is forgiven.
   */
  private void transaction(Connection connection, String level, int kind, int id)
      throws SQLException {
    while (true) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TRANSACTION ISOLATION LEVEL " + level);
        work(statement, kind, id);
        connection.commit();
        statements.incrementAndGet();
        return;
      } catch (SQLException e) {
        connection.rollback();
        if (!"40001".equals(e.getSQLState())) {
          failures.add(level + " " + kind + ": " + e.getSQLState() + " " + e.getMessage());
          return;
        }
        retried.incrementAndGet();
      }
    }
  }

  private static void work(Statement statement, int kind, int id) throws SQLException {
    String version =
        "INSERT INTO ledger (account_id, version, balance) SELECT id, version, balance FROM touched";
    switch (kind) {
      case 0 ->
          statement.execute(
              "WITH touched AS (INSERT INTO account (owner) VALUES ('new') RETURNING id, version, balance) "
                  + version);
      case 1 ->
          statement.execute(
              "WITH touched AS (DELETE FROM account a WHERE id = %d AND NOT EXISTS (SELECT 1 FROM transfer t WHERE t.account_id = a.id) RETURNING id, -1 AS version, NULL::int AS balance) %s"
                  .formatted(id, version));
      case 2 ->
          statement.execute(
              "INSERT INTO transfer (account_id, amount) SELECT id, 1 FROM account WHERE id = %d FOR KEY SHARE"
                  .formatted(id));
      case 3, 4 -> {
        statement.executeQuery("SELECT id, owner, balance FROM account WHERE id = " + id).close();
        statement.execute(update(id, version));
      }
      default -> statement.execute(update(id, version));
    }
  }

  private static String update(int id, String version) {
    return "WITH touched AS (UPDATE account SET balance = balance + 1, version = version + 1 WHERE id = %d RETURNING id, version, balance) %s"
        .formatted(id, version);
  }

  /** Stops the writers and compares the table with the ledger, row by row. */
  Outcome settle() throws SQLException, InterruptedException {
    isOpen.set(false);
    for (Thread writer : writers) writer.join();
    String wrong =
        value(
            """
            WITH last AS (SELECT DISTINCT ON (account_id) account_id, version, balance FROM ledger
                          ORDER BY account_id, seq DESC),
                 expected AS (SELECT n::bigint AS id, 0 AS version, 0 AS balance FROM generate_series(1, %d) n
                              WHERE n NOT IN (SELECT account_id FROM last)
                              UNION ALL SELECT account_id, version, balance FROM last WHERE version >= 0)
            SELECT count(*) FROM expected e FULL JOIN account a ON a.id = e.id
             WHERE (e.version, e.balance) IS DISTINCT FROM (a.version, a.balance)"""
                .formatted(ROWS));
    return new Outcome(
        statements.get(),
        retried.get(),
        List.copyOf(failures),
        Long.parseLong(wrong),
        longestMicros.get() / 1000);
  }

  /**
   * @param longestWaitMs the longest transaction of a writer, commit and retries included
   */
  record Outcome(
      long transactions, long retried, List<String> failures, long wrongRows, long longestWaitMs) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d transactions, %d retried, %d failed, %d wrong rows, longest %d ms",
          transactions,
          retried,
          failures.size(),
          wrongRows,
          longestWaitMs);
    }
  }

  /**
   * Everything in the database that Slipway may have left behind beside its own {@code _migration_}
   * tables.
   */
  String leftovers() throws SQLException {
    return value(
        """
        SELECT coalesce(string_agg(what, ', '), '') FROM (
          SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
          UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE proname LIKE 'slipway%'
          UNION ALL SELECT 'column ' || attname FROM pg_attribute
            WHERE attrelid IN ('account'::regclass, 'transfer'::regclass) AND attnum > 0 AND NOT attisdropped
              AND attname NOT IN ('id', 'owner', 'balance', 'version', 'account_id', 'amount')
          UNION ALL SELECT 'index ' || indexrelid::regclass FROM pg_index
            WHERE indrelid IN ('account'::regclass, 'transfer'::regclass)
              AND (NOT indisvalid OR indexrelid::regclass::text NOT IN
                ('account_pkey', 'account_owner_idx', 'transfer_pkey', 'transfer_account_idx'))
          UNION ALL SELECT 'constraint ' || conname FROM pg_constraint
            WHERE conrelid IN ('account'::regclass, 'transfer'::regclass) AND contype <> 'n'
              AND (NOT convalidated OR conname NOT IN ('account_pkey', 'transfer_pkey', 'transfer_account_id_fkey'))
        ) AS left_over (what)""");
  }

  @Override
  public void close() throws SQLException {
    isOpen.set(false);
    try (Connection admin = DriverManager.getConnection(server.jdbcUrl("postgres"));
        Statement statement = admin.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }
  }
}
