package io.slipway.cli.settings;

import io.slipway.cli.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, read from a libpq URI, a JDBC URL or libpq's environment.
 *
 * @param url JDBC URL without credentials
 * @param properties what pgjdbc gets besides: {@code user}, {@code password}, {@code sslmode}
 */
public record DatabaseAddress(String url, Map<String, String> properties) {
  private static final Map<String, String> LIBPQ_TO_JDBC =
      Map.of(
          "application_name", "ApplicationName",
          "connect_timeout", "connectTimeout",
          "target_session_attrs", "targetServerType",
          "sslrootcert", "sslrootcert",
          "passfile", "pgpassfile",
          "keepalives", "tcpKeepAlive");

  public DatabaseAddress {
    properties = Map.copyOf(properties);
  }

  /** Without the password: for people, logs and JSON. */
  public String shown() {
    String user = properties.get("user");
    String bare = url.substring("jdbc:".length());
    return user == null ? bare : bare.replaceFirst("//", user + "@").replaceFirst(":", "://");
  }

  static DatabaseAddress parse(String text, Map<String, String> environment, String origin) {
    String uri = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    if (!uri.startsWith("postgresql://") && !uri.startsWith("postgres://")) {
      throw notAnAddress(origin, "it does not start with postgresql://");
    }
    try {
      String rest = uri.substring(uri.indexOf("://") + "://".length());
      boolean isBare = rest.isEmpty() || rest.startsWith("?");
      return of(new URI("postgresql://" + (isBare ? "/" : "") + rest), environment, origin);
    } catch (URISyntaxException e) {
      throw notAnAddress(origin, e.getReason() + " at character " + (e.getIndex() + 1));
    }
  }

  /** From {@code PGHOST}, {@code PGDATABASE} and their family, if any of the two is set. */
  static Optional<DatabaseAddress> ofLibpq(Map<String, String> environment) {
    if (!environment.containsKey("PGHOST") && !environment.containsKey("PGDATABASE")) {
      return Optional.empty();
    }
    return Optional.of(ofParts(null, null, new LinkedHashMap<>(), environment, "PGHOST"));
  }

  private static DatabaseAddress of(URI uri, Map<String, String> environment, String origin) {
    Map<String, String> parameters = parameters(uri.getRawQuery());
    String authority = uri.getRawAuthority();
    String hosts = authority == null ? "" : authority;
    int at = hosts.lastIndexOf('@');
    if (at >= 0) {
      credentials(hosts.substring(0, at), parameters);
      hosts = hosts.substring(at + 1);
    }
    String path = uri.getRawPath();
    String database = path == null || path.length() < 2 ? null : path.substring(1);
    return ofParts(hosts.isEmpty() ? null : hosts, database, parameters, environment, origin);
  }

  private static DatabaseAddress ofParts(
      @Nullable String hosts,
      @Nullable String database,
      Map<String, String> parameters,
      Map<String, String> environment,
      String origin) {
    String host = hosts == null ? taken(parameters, "host") : hosts;
    if (host == null) host = environment.getOrDefault("PGHOST", "localhost");
    if (host.startsWith("/") || host.startsWith("%2F")) throw socket(origin, host);
    String port = taken(parameters, "port");
    if (port == null) port = environment.getOrDefault("PGPORT", "5432");
    if (!host.matches(".*:\\d+")) host = host + ":" + port;
    fill(parameters, environment);
    String user = parameters.getOrDefault("user", "");
    String name = database == null ? taken(parameters, "dbname") : database;
    if (name == null) name = environment.getOrDefault("PGDATABASE", user);
    return new DatabaseAddress("jdbc:postgresql://" + host + "/" + name, jdbc(parameters));
  }

  private static void fill(Map<String, String> parameters, Map<String, String> environment) {
    String user = environment.getOrDefault("PGUSER", System.getProperty("user.name", "postgres"));
    parameters.putIfAbsent("user", user);
    putIfSet(parameters, "password", environment.get("PGPASSWORD"));
    putIfSet(parameters, "sslmode", environment.get("PGSSLMODE"));
    putIfSet(parameters, "passfile", environment.get("PGPASSFILE"));
    putIfSet(parameters, "sslrootcert", environment.get("PGSSLROOTCERT"));
    putIfSet(parameters, "options", environment.get("PGOPTIONS"));
    putIfSet(parameters, "connect_timeout", environment.get("PGCONNECT_TIMEOUT"));
  }

  private static void putIfSet(Map<String, String> parameters, String name, @Nullable String it) {
    if (it != null) parameters.putIfAbsent(name, it);
  }

  private static Map<String, String> jdbc(Map<String, String> parameters) {
    Map<String, String> jdbc = new TreeMap<>();
    parameters.forEach((name, value) -> jdbc.put(LIBPQ_TO_JDBC.getOrDefault(name, name), value));
    jdbc.computeIfPresent("targetServerType", (name, it) -> it.replace("read-write", "primary"));
    return jdbc;
  }

  private static void credentials(String text, Map<String, String> parameters) {
    int colon = text.indexOf(':');
    parameters.put("user", decoded(colon < 0 ? text : text.substring(0, colon)));
    if (colon >= 0) parameters.put("password", decoded(text.substring(colon + 1)));
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query == null) return parameters;
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static @Nullable String taken(Map<String, String> parameters, String name) {
    return parameters.remove(name);
  }

  /** A plus is a plus: libpq knows percent signs only. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The text itself is left out of the message: it may hold a password. */
  private static RuntimeException notAnAddress(String origin, String why) {
    return Problems.usage(
        "CLI-11",
        "the database address from " + origin + " cannot be read: " + why,
        "Write it as postgresql://user@host:5432/name.");
  }

  private static RuntimeException socket(String origin, String host) {
    return Problems.usage(
        "CLI-12",
        "the database address from " + origin + " names a Unix socket, " + host,
        "Java connects over TCP only: use a host name, for example localhost.");
  }
}
