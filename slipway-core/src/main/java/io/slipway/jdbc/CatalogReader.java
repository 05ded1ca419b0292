package io.slipway.jdbc;

import io.slipway.catalog.Catalog;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.SqlParser;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the schema of a live database: every user schema, whatever its size, in two round trips.
 * Changes nothing. It opens relations with ACCESS SHARE for a moment, as any query does, so it
 * waits for who holds ACCESS EXCLUSIVE: set {@code lock_timeout} on the connection to bound that.
 */
public final class CatalogReader {
  /** As many as {@link #readings} has. */
  static final int QUERIES = 11;

  private final SqlParser parser;

  public CatalogReader(SqlParser parser) {
    this.parser = parser;
  }

  /**
   * The catalog as it stands now; {@link Catalog#complete} is true. PostgreSQL 14 and newer. The
   * session's {@code search_path} is as before when this returns, or fails.
   */
  public Catalog read(Connection connection) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    try (Statement statement = connection.createStatement()) {
      SearchPath path = SearchPath.of(statement);
      Catalog catalog = Catalog.empty();
      catalog.searchPath(path.schemas());
      CatalogRows rows = new CatalogRows(new ParsedTexts(parser));
      statement.execute(script(major, path));
      for (Reading reading : readings(rows)) {
        statement.getMoreResults();
        try (ResultSet result = statement.getResultSet()) {
          Cells row = Cells.of(result);
          while (result.next()) reading.row(row);
        }
      }
      rows.into(catalog);
      return catalog;
    }
  }

  /** What {@link #snapshot} has written down, read as if it came from the server. */
  Catalog read(CatalogSnapshot snapshot) throws SQLException {
    Catalog catalog = Catalog.empty();
    catalog.searchPath(snapshot.searchPath());
    CatalogRows rows = new CatalogRows(new ParsedTexts(parser));
    List<Reading> readings = readings(rows);
    for (int i = 0; i < readings.size(); i++) {
      for (List<@Nullable Object> row : snapshot.answers().get(i)) {
        readings.get(i).row(Cells.of(row));
      }
    }
    rows.into(catalog);
    return catalog;
  }

  /** The same answers, kept. */
  static CatalogSnapshot snapshot(Connection connection, Instant now) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    try (Statement statement = connection.createStatement()) {
      SearchPath path = SearchPath.of(statement);
      List<List<List<@Nullable Object>>> answers = new ArrayList<>();
      statement.execute(script(major, path));
      for (int i = 0; i < QUERIES; i++) {
        statement.getMoreResults();
        try (ResultSet result = statement.getResultSet()) {
          answers.add(rows(result));
        }
      }
      ServerVersion server = new ServerVersion(number(connection));
      return new CatalogSnapshot(server, connection.getCatalog(), now, path.schemas(), answers);
    }
  }

  private static int number(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select current_setting('server_version_num')::int")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static List<List<@Nullable Object>> rows(ResultSet result) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    ResultSetMetaData columns = result.getMetaData();
    Cells cells = Cells.of(result);
    while (result.next()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        boolean isArray = columns.getColumnType(i) == Types.ARRAY;
        row.add(isArray ? cells.strings(i) : cells.getString(i));
      }
      rows.add(row);
    }
    return rows;
  }

  /** What is done with one row of one query. */
  private interface Reading {
    void row(Cells row) throws SQLException;
  }

  private static List<Reading> readings(CatalogRows rows) {
    IndexRows indexes = rows.indexes();
    OtherRows others = rows.others();
    return List.of(
        rows::relation,
        rows::column,
        rows::constraint,
        indexes::key,
        indexes::index,
        rows::trigger,
        others::view,
        others::type,
        others::routine,
        others::policy,
        rows::belonging);
  }

  private static String script(int major, SearchPath path) {
    return String.join(
        ";\n",
        SearchPath.set(""),
        CatalogQueries.RELATIONS,
        CatalogQueries.COLUMNS,
        CatalogQueries.constraints(major),
        CatalogQueries.INDEX_KEYS,
        CatalogQueries.indexes(major),
        CatalogQueries.TRIGGERS,
        CatalogQueries.VIEWS,
        CatalogQueries.TYPES,
        CatalogQueries.ROUTINES,
        CatalogQueries.POLICIES,
        BelongingQueries.all(major),
        SearchPath.set(path.setting()));
  }

  /**
   * The session's search path.
   *
   * @param setting as {@code SHOW search_path} has it
   */
  private record SearchPath(List<String> schemas, String setting) {
    static SearchPath of(Statement statement) throws SQLException {
      String sql = "select current_schemas(false), current_setting('search_path')";
      try (ResultSet result = statement.executeQuery(sql)) {
        result.next();
        return new SearchPath(Cells.of(result).strings(1), result.getString(2));
      }
    }

    /** Inside the same implicit transaction as the queries: undone where they fail. */
    static String set(String setting) {
      return "select set_config('search_path', "
          + io.slipway.sql.Identifier.literal(setting)
          + ", false)";
    }
  }
}
