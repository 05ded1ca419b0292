package io.slipway.cli.work;

import io.slipway.catalog.Catalog;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.Database.ServerInfo;
import io.slipway.jdbc.Workload;
import io.slipway.sql.SqlParser;

/** A database that answers: what it is and what schema it has, as read at this moment. */
public record Live(Database database, ServerInfo info, Catalog catalog) {
  static Live read(Database database, SqlParser parser) {
    ServerInfo info = database.check();
    return new Live(database, info, database.catalog(parser));
  }

  /** What the application asks of it. */
  public Workload workload(SqlParser parser) {
    return database.workload(parser, catalog);
  }
}
