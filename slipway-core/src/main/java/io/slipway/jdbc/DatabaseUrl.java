package io.slipway.jdbc;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who we are there. Printed without its password, always.
 *
 * @param options further connection parameters under their JDBC names: {@code sslmode}
 */
public record DatabaseUrl(
    String host,
    int port,
    String database,
    String user,
    @Nullable String password,
    Map<String, String> options) {
  public DatabaseUrl {
    options = Map.copyOf(options);
  }

  /**
   * Reads an address as people write it: a libpq URI ({@code postgres://user@host/db}), a JDBC URL,
   * or {@code host=… dbname=…}. What it leaves out, and all of it where it is null, comes from
   * {@code DATABASE_URL} and the {@code PG*} variables.
   */
  public static DatabaseUrl parse(@Nullable String text, Map<String, String> env) {
    String address = text == null || text.isBlank() ? env.get("DATABASE_URL") : text;
    Map<String, String> given =
        address == null || address.isBlank()
            ? new LinkedHashMap<>()
            : ConnectionString.read(address.strip());
    if (given.isEmpty() && !env.containsKey("PGHOST") && !env.containsKey("PGDATABASE")) {
      throw new SlipwayException(
          Problem.of(
              "JDBC-1",
              Problem.Kind.USAGE,
              "no database given",
              "Neither an address nor DATABASE_URL nor PGHOST and PGDATABASE are set.",
              "Give one: --database postgres://user@host:5432/name"));
    }
    return of(given, env);
  }

  private static DatabaseUrl of(Map<String, String> given, Map<String, String> env) {
    String user = take(given, "user", env.get("PGUSER"), env.getOrDefault("USER", "postgres"));
    String host = take(given, "host", env.get("PGHOST"), "localhost");
    int port = port(take(given, "port", env.get("PGPORT"), "5432"));
    String database = take(given, "database", env.get("PGDATABASE"), user);
    String password = given.remove("password");
    if (password == null) password = env.get("PGPASSWORD");
    if (password == null) password = PassFile.find(env, host, port, database, user);
    if (!given.containsKey("sslmode") && env.containsKey("PGSSLMODE")) {
      given.put("sslmode", env.get("PGSSLMODE"));
    }
    return new DatabaseUrl(host, port, database, user, password, given);
  }

  private static String take(
      Map<String, String> given, String name, @Nullable String fromEnv, String otherwise) {
    String value = given.remove(name);
    if (value != null && !value.isEmpty()) return value;
    return fromEnv != null && !fromEnv.isEmpty() ? fromEnv : otherwise;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) return port;
    } catch (NumberFormatException e) {
      // said below, the same way as a number out of range
    }
    throw ConnectionString.bad("the port is not a number from 1 to 65535: " + text);
  }

  /** The same server and user, another database. */
  public DatabaseUrl withDatabase(String other) {
    return new DatabaseUrl(host, port, other, user, password, options);
  }

  String jdbcUrl() {
    String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "jdbc:postgresql://" + address + ":" + port + "/" + ConnectionString.encode(database);
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.putAll(options);
    properties.setProperty("user", user);
    if (password != null) properties.setProperty("password", password);
    return properties;
  }

  /** As a libpq URI, without the password. */
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
  }
}
