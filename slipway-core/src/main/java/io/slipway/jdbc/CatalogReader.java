package io.slipway.jdbc;

import io.slipway.catalog.Catalog;
import io.slipway.sql.SqlParser;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Reads the schema of a live database: every user schema, whatever its size, in two round trips.
 * Changes nothing. It opens relations with ACCESS SHARE for a moment, as any query does, so it
 * waits for who holds ACCESS EXCLUSIVE: set {@code lock_timeout} on the connection to bound that.
 */
public final class CatalogReader {
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
          while (result.next()) reading.row(result);
        }
      }
      rows.into(catalog);
      return catalog;
    }
  }

  /** What is done with one row of one query. */
  private interface Reading {
    void row(ResultSet row) throws SQLException;
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
        return new SearchPath(Rows.strings(result, 1), result.getString(2));
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
