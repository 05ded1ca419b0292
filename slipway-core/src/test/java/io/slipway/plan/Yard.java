package io.slipway.plan;

import io.slipway.testing.TestPostgres;
import io.slipway.testing.TestPostgres.Database;
import java.util.HashMap;
import java.util.Map;

/** A few databases that are emptied instead of made anew: a law over hundreds of cases is quick. */
final class Yard implements AutoCloseable {
  private final Map<String, Database> databases = new HashMap<>();
  private final Map<Database, Session> sessions = new HashMap<>();

  /** An empty database of that name and version, with Slipway's own table. */
  Session empty(int major, String name) {
    Database database =
        databases.computeIfAbsent(major + name, ignored -> TestPostgres.fresh(major));
    Session session = sessions.computeIfAbsent(database, Session::on);
    session.execute(
        "set client_min_messages = error; drop schema public cascade; create schema public;"
            + PlanRun.STATE);
    return session;
  }

  @Override
  public void close() {
    sessions.values().forEach(Session::close);
    databases.values().forEach(Database::close);
  }
}
