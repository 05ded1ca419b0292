package io.slipway.jdbc;

import io.slipway.catalog.Catalog;
import io.slipway.postgres.ServerVersion;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.SqlParser;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/**
 * Opens sessions on one database. The only place that opens connections; safe to share between
 * threads.
 */
public final class Database {
  /** A client that died is noticed this soon while a statement of its runs. */
  private static final Duration CLIENT_CHECK = Duration.ofSeconds(2);

  /** A client that sleeps loses its transaction after this long, and with it every lock. */
  private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(10);

  private static final Duration CATALOG_PATIENCE = Duration.ofSeconds(5);

  private final DatabaseUrl url;
  private final Duration connectTimeout;
  private final Trace trace;

  private Database(DatabaseUrl url, Duration connectTimeout, Trace trace) {
    this.url = url;
    this.connectTimeout = connectTimeout;
    this.trace = trace;
  }

  public static Database at(DatabaseUrl url) {
    return new Database(url, Duration.ofSeconds(10), Trace.NONE);
  }

  public Database traced(Trace other) {
    return new Database(url, connectTimeout, other);
  }

  public Database withConnectTimeout(Duration timeout) {
    return new Database(url, timeout, trace);
  }

  public DatabaseUrl url() {
    return url;
  }

  /**
   * A session called {@code slipway/<run>/<role>}, in autocommit, that cannot outlive its client by
   * more than seconds.
   *
   * @throws SlipwayException with the reason, if there is no way in
   */
  public Sql connect(String run, String role) {
    Sql sql = open(run, role);
    try {
      prepare(sql);
      return sql;
    } catch (SqlFailure e) {
      sql.close();
      throw Refusals.of(url, e.sqlState(), e.said(), e);
    }
  }

  /**
   * What a role or a database may have set for applications would break us: a statement timeout
   * leaves an INVALID index, another isolation level breaks chunks.
   */
  private static void prepare(Sql sql) {
    sql.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED");
    sql.query(
        """
        SELECT set_config(name, CASE name WHEN 'idle_in_transaction_session_timeout' THEN ?
                                          ELSE '0' END, false)
          FROM pg_settings
         WHERE name IN ('statement_timeout', 'lock_timeout', 'transaction_timeout',
                        'idle_session_timeout', 'idle_in_transaction_session_timeout')""",
        row -> true,
        "" + IDLE_IN_TRANSACTION.toMillis());
    // Only some systems can; elsewhere the server refuses the value, and TCP keep-alive has to do.
    sql.execute(
        """
        DO $$ BEGIN
          PERFORM set_config('client_connection_check_interval', '%d', false);
        EXCEPTION WHEN OTHERS THEN NULL; END $$"""
            .formatted(CLIENT_CHECK.toMillis()));
  }

  private Sql open(String run, String role) {
    Properties properties = url.properties();
    properties.putIfAbsent("connectTimeout", "" + connectTimeout.toSeconds());
    properties.setProperty("ApplicationName", "slipway/" + run + "/" + role);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "0");
    try {
      Connection connection = DriverManager.getConnection(url.jdbcUrl(), properties);
      return new Sql(connection, role, trace);
    } catch (SQLException e) {
      throw Refusals.of(url, e);
    }
  }

  /** The schema as it stands; waits a few seconds at most for who holds a table exclusively. */
  public Catalog catalog(SqlParser parser) {
    try (Sql sql = connect("-", "catalog")) {
      sql.execute("SET lock_timeout = " + CATALOG_PATIENCE.toMillis());
      return new CatalogReader(parser).read(sql.connection());
    } catch (SQLException e) {
      throw Refusals.of(url, e);
    }
  }

  private static final String WORK =
      "SELECT count(*) FROM generate_series(1, 1000000) AS g WHERE g % 7 = 0";

  /** What {@link #WORK} took where the rates of the estimates were measured. */
  private static final double USUAL_SECONDS = 0.15;

  /**
   * How fast the server is, 1 for the one on which the estimates of downtime were measured: the
   * best of three rounds of work for its processor. It reads no table, and says nothing of disks.
   */
  public double pace() {
    try (Sql sql = connect("-", "pace")) {
      double best = Double.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        long begun = System.nanoTime();
        sql.one(WORK, row -> row.number(1));
        best = Math.min(best, (System.nanoTime() - begun) / 1e9);
      }
      return Math.clamp(USUAL_SECONDS / best, 0.1, 20);
    }
  }

  /** The application's queries, as far as they are known. */
  public Workload workload(SqlParser parser, Catalog catalog) {
    try (Sql sql = connect("-", "workload")) {
      return Workload.read(sql, parser, catalog);
    } catch (SqlFailure e) {
      // Whoever may not read it can do without.
      return Workload.UNKNOWN;
    }
  }

  /** The schema's description, to be kept in a file; as patient as {@link #catalog}. */
  public CatalogSnapshot snapshot(Instant now) {
    try (Sql sql = connect("-", "snapshot")) {
      sql.execute("SET lock_timeout = " + CATALOG_PATIENCE.toMillis());
      return CatalogReader.snapshot(sql.connection(), now);
    } catch (SQLException e) {
      throw Refusals.of(url, e);
    }
  }

  /**
   * Looks at the server and changes nothing.
   *
   * @throws SlipwayException if migrations cannot run there: too old, a standby, a pooler between
   */
  public ServerInfo check() {
    try (Sql sql = connect("-", "check")) {
      ServerInfo info = ServerInfo.read(sql);
      Problem refused = Refusals.of(url, info);
      if (refused != null) throw new SlipwayException(refused);
      if (PoolerCheck.sharesSessions(this, sql)) throw Refusals.pooler(url);
      return info;
    }
  }

  /**
   * What a server is.
   *
   * @param schema where unqualified new tables go; empty where the search path names none
   * @param inRecovery a standby
   * @param warnings sentences for the person who runs this
   */
  public record ServerInfo(
      ServerVersion version,
      String database,
      String user,
      String schema,
      boolean inRecovery,
      boolean readOnly,
      boolean mayCreate,
      List<String> warnings) {
    public ServerInfo {
      warnings = List.copyOf(warnings);
    }

    private static final String QUERY =
        """
        SELECT current_setting('server_version_num')::int, current_database(), current_user,
               coalesce(current_schema(), ''), pg_is_in_recovery(),
               current_setting('default_transaction_read_only')::bool,
               coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)""";

    static ServerInfo read(Sql sql) {
      return sql.one(
          QUERY,
          row -> {
            ServerVersion version = new ServerVersion((int) row.number(1));
            return new ServerInfo(
                version,
                row.text(2),
                row.text(3),
                row.text(4),
                row.flag(5),
                row.flag(6),
                row.flag(7),
                version.major() > ServerVersion.NEWEST_MAJOR
                    ? List.of(
                        "PostgreSQL %s is newer than this Slipway knows (%d)."
                            .formatted(version, ServerVersion.NEWEST_MAJOR))
                    : List.of());
          });
    }
  }
}
