package io.slipway.state;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.postgres.SqlState;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The schema our tables are in, and their versions. */
public record StateSchema(String name) {
  /** The newest {@code state-<n>.sql}. */
  public static final int VERSION = 4;

  /**
   * The configured schema, else the first of the search path. Looks only.
   *
   * @throws SlipwayException if the search path names no schema that exists
   */
  public static StateSchema of(Sql sql, @Nullable String configured) {
    if (configured != null) return new StateSchema(configured);
    String current = sql.one("SELECT coalesce(current_schema(), '')", row -> row.text(1));
    if (!current.isEmpty()) return new StateSchema(current);
    throw new SlipwayException(
        Problem.of(
            "STATE-1",
            Kind.USAGE,
            "no schema for Slipway's own tables",
            "The search path names no schema that exists. Nothing changed.",
            "Set one (ALTER ROLE … SET search_path), or configure stateSchema."));
  }

  /** A table of ours, qualified and quoted: {@code table("runs")}. */
  public String table(String shortName) {
    return Identifier.quote(name) + "._migration_" + shortName;
  }

  /** A function of ours, qualified and quoted. */
  public String function(String functionName) {
    return Identifier.quote(name) + "." + functionName;
  }

  /** 0 where nothing is installed. */
  public int installed(Sql sql) {
    boolean exists =
        sql.one("SELECT to_regclass(?) IS NOT NULL", row -> row.flag(1), table("state"));
    if (!exists) return 0;
    return sql.one("SELECT max(version) FROM " + table("state"), row -> (int) row.number(1));
  }

  /**
   * Installs what is missing, each version in a transaction of its own; who comes at the same time
   * waits. A newer version than ours is left alone: tables are only ever added to.
   */
  public void install(Sql sql) {
    int installed = installed(sql);
    if (installed >= VERSION) return;
    try {
      for (int version = installed + 1; version <= VERSION; version++) install(sql, version);
    } catch (SqlFailure e) {
      sql.rollback();
      if (!e.is(SqlState.INSUFFICIENT_PRIVILEGE)) throw e;
      throw new SlipwayException(
          Problem.of(
                  "STATE-2",
                  Kind.USAGE,
                  "Slipway's tables cannot be created in schema " + name,
                  "The server said: " + e.said() + ". Nothing changed.",
                  "GRANT CREATE ON SCHEMA "
                      + Identifier.quote(name)
                      + " TO the user, or configure stateSchema.")
              .withSqlState(e.sqlState()),
          e);
    }
  }

  private void install(Sql sql, int version) {
    sql.begin();
    sql.query("SELECT pg_advisory_xact_lock(hashtext('slipway state'))::text", row -> row.text(1));
    if (installed(sql) >= version) {
      sql.rollback();
      return;
    }
    if (version == 1) sql.execute(createSchema());
    sql.execute(script(version).replace("${schema}", Identifier.quote(name)));
    sql.commit();
  }

  /** Asks first: CREATE SCHEMA IF NOT EXISTS wants the permission even where it does nothing. */
  private String createSchema() {
    return """
        DO $$ BEGIN
          IF to_regnamespace(%s) IS NULL THEN CREATE SCHEMA %s; END IF;
        END $$"""
        .formatted(Identifier.literal(Identifier.quote(name)), Identifier.quote(name));
  }

  private static String script(int version) {
    String resource = "state-" + version + ".sql";
    try (InputStream in = StateSchema.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException(resource + " is not in the jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
