package io.slipway.analysis.corpus;

import io.slipway.postgres.SqlState;
import io.slipway.sql.Change;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** What a server does with the cases of a corpus, each in a database that holds its schema. */
final class ServerLabels implements AutoCloseable {
  private static final SqlParser PARSER = SqlParser.create();

  /** A transaction block is no place for it: it is tried again without one. */
  private static final Set<String> ALONE = Set.of(SqlState.ACTIVE_SQL_TRANSACTION, "2D000");

  private final TestPostgres.Database template;
  private TestPostgres.Database database;
  private Connection connection;

  /** The last case has left something behind. */
  private boolean committed;

  ServerLabels(int major, Corpus corpus) throws SQLException {
    template = TestPostgres.fresh(major);
    try (Connection maker = template.connect();
        var sql = maker.createStatement()) {
      for (Statement it : PARSER.parse("schema", corpus.schema()).statements()) {
        sql.execute(it.text());
      }
    }
    database = template.copy();
    connection = database.connect();
  }

  String label(Case it) throws SQLException {
    List<Statement> statements = PARSER.parse("case", it.sql()).statements();
    connection.setAutoCommit(false);
    Trace trace = new Trace(connection);
    committed = statements.size() > 1;
    String label = label(statements, trace);
    connection.rollback();
    if (committed) renew();
    return label;
  }

  private String label(List<Statement> statements, Trace trace) throws SQLException {
    boolean block = false;
    boolean hazard = false;
    for (Statement statement : statements) {
      if (statement.change() instanceof Change.Transaction transaction) {
        block = transaction.command().equals("BEGIN");
        if (!block) connection.commit();
        continue;
      }
      Trace.Seen seen = trace.run(statement.text());
      if (seen.sqlState() != null && !block && ALONE.contains(seen.sqlState())) {
        committed = true;
        seen = trace.runAlone(statement.text());
      }
      if (seen.sqlState() != null) return Case.FAILS + seen.sqlState();
      hazard |= seen.isHazard() && !empties(statement.change());
      if (!block && statements.size() > 1) connection.commit();
    }
    return hazard ? Case.HAZARD : Case.SAFE;
  }

  /** An empty file in the place of the old one is a new file, and no work. */
  private static boolean empties(Change change) {
    return change instanceof Change.Truncate
        || change instanceof Change.RefreshMaterializedView refresh && !refresh.withData();
  }

  private void renew() throws SQLException {
    connection.close();
    database.close();
    database = template.copy();
    connection = database.connect();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    database.close();
    template.close();
  }
}
