package io.slipway.analysis.corpus;

import io.slipway.postgres.LockMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Watches a statement from inside its own transaction: locks from {@code pg_locks}, rewrites from
 * {@code relfilenode}, scans from the transaction's own statistics. Only relations that were there
 * at the beginning count: nobody else can see the others.
 */
public final class Trace {
  private final Connection connection;
  private final Map<String, String> names;

  /**
   * Takes down which relations there are now.
   *
   * @param connection with autocommit off
   */
  public Trace(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      this.names = pairs(statement, NAMES);
    }
  }

  /**
   * What a statement was seen to do, relations as {@code schema.name}.
   *
   * @param sqlState of its refusal; null where it ran
   */
  public record Seen(
      Map<String, LockMode> locks,
      Set<String> rewritten,
      Set<String> scanned,
      Set<String> existed,
      @Nullable String sqlState) {
    /** Rewrites something, or reads it in full while nobody can write to it. */
    public boolean isHazard() {
      return !rewritten.isEmpty()
          || scanned.stream().anyMatch(it -> locks.containsKey(it) && locks.get(it).blocksWrites());
    }
  }

  private static final String NAMES =
      """
      SELECT c.oid::text, n.nspname || '.' || c.relname
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname !~ '^(pg_|information_schema)'\
      """;

  /** A sequence is given a new file when its parameters change: that is no rewrite of anything. */
  private static final String FILES =
      "SELECT oid::text, relfilenode::text FROM pg_class WHERE relfilenode <> 0 AND relkind <> 'S'";

  private static final String SCANS =
      "SELECT relid::text, seq_scan::text FROM pg_stat_xact_user_tables";
  private static final String LOCKS =
      """
      SELECT relation::text, mode FROM pg_locks
       WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted\
      """;

  /** Runs it; the transaction is left open, or rolled back if the server refuses. */
  public Seen run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Map<String, String> files = pairs(statement, FILES);
      Map<String, String> scans = pairs(statement, SCANS);
      Set<String> existed = new TreeSet<>(names.values());
      try {
        statement.execute(sql);
        return seen(statement, files, scans);
      } catch (SQLException refused) {
        connection.rollback();
        return new Seen(Map.of(), Set.of(), Set.of(), existed, refused.getSQLState());
      }
    }
  }

  /** The same where a transaction is refused: what it locked nobody can say afterwards. */
  public Seen runAlone(String sql) throws SQLException {
    Set<String> existed = new TreeSet<>(names.values());
    connection.rollback();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      Map<String, String> files = pairs(statement, FILES);
      statement.execute(sql);
      return new Seen(Map.of(), rewritten(statement, files), Set.of(), existed, null);
    } catch (SQLException refused) {
      return new Seen(Map.of(), Set.of(), Set.of(), existed, refused.getSQLState());
    } finally {
      connection.setAutoCommit(false);
    }
  }

  private Seen seen(Statement statement, Map<String, String> files, Map<String, String> scans)
      throws SQLException {
    Map<String, LockMode> locks = new TreeMap<>();
    Map<String, String> scansNow = pairs(statement, SCANS);
    try (ResultSet rows = statement.executeQuery(LOCKS)) {
      while (rows.next()) {
        String name = names.get(rows.getString(1));
        LockMode mode = LockMode.ofCatalogName(Objects.requireNonNull(rows.getString(2)));
        if (name != null) locks.merge(name, mode, LockMode::strongest);
      }
    }
    Set<String> scanned = new TreeSet<>();
    scansNow.forEach(
        (oid, count) -> {
          String name = names.get(oid);
          if (name != null && !count.equals(scans.getOrDefault(oid, "0"))) scanned.add(name);
        });
    return new Seen(
        locks, rewritten(statement, files), scanned, new TreeSet<>(names.values()), null);
  }

  private Set<String> rewritten(Statement statement, Map<String, String> files)
      throws SQLException {
    Map<String, String> now = pairs(statement, FILES);
    Set<String> rewritten = new TreeSet<>();
    files.forEach(
        (oid, file) -> {
          String name = names.get(oid);
          if (name != null && !now.getOrDefault(oid, file).equals(file)) rewritten.add(name);
        });
    return rewritten;
  }

  private static Map<String, String> pairs(Statement statement, String query) throws SQLException {
    Map<String, String> pairs = new TreeMap<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        String value = rows.getString(2);
        if (value != null) pairs.put(Objects.requireNonNull(rows.getString(1)), value);
      }
    }
    return pairs;
  }
}
