package io.slipway.jdbc;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The three spellings of an address, taken apart into {@code host, port, database, user, password}
 * and the rest. Messages never quote the address: it may hold a password.
 */
final class ConnectionString {
  private static final Pattern URI =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?:/?/?(?:(?<userinfo>[^@/?]*)@)?"
              + "(?<host>\\[[^]]*]|[^:/?,]*)(?::(?<port>[^/?,]*))?(?<more>,[^/?]*)?"
              + "(?:/(?<db>[^?]*))?(?:\\?(?<query>.*))?",
          Pattern.DOTALL);
  private static final Pattern PAIR =
      Pattern.compile("\\s*(\\w+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|(?:[^\\s\\\\]|\\\\.)*)\\s*");

  private ConnectionString() {}

  static Map<String, String> read(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (lower.startsWith("jdbc:postgresql:")
        || lower.startsWith("postgres:")
        || lower.startsWith("postgresql:")) {
      return uri(address);
    }
    if (address.contains("://") || lower.startsWith("jdbc:")) {
      throw bad("it is not a PostgreSQL address: " + lower.replaceFirst("(://|:(?!//)).*", "$1…"));
    }
    return conninfo(address);
  }

  private static Map<String, String> uri(String address) {
    Matcher matcher = URI.matcher(address);
    if (!matcher.matches()) throw bad("it does not read as postgresql://user@host:port/database");
    if (matcher.group("more") != null) throw bad("it names several hosts; name the primary");
    Map<String, String> parts = new LinkedHashMap<>();
    String userinfo = matcher.group("userinfo");
    if (userinfo != null) {
      int colon = userinfo.indexOf(':');
      put(parts, "user", colon < 0 ? userinfo : userinfo.substring(0, colon));
      if (colon >= 0) put(parts, "password", userinfo.substring(colon + 1));
    }
    String host = matcher.group("host");
    put(parts, "host", host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    if (matcher.group("port") != null) put(parts, "port", matcher.group("port"));
    if (matcher.group("db") != null) put(parts, "database", matcher.group("db"));
    if (matcher.group("query") != null) query(matcher.group("query"), parts);
    return parts;
  }

  private static void query(String query, Map<String, String> parts) {
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      if (equals < 0) throw bad("its parameter " + pair + " has no value");
      put(parts, name(decode(pair.substring(0, equals))), pair.substring(equals + 1));
    }
  }

  private static void put(Map<String, String> parts, String name, String encoded) {
    if (!encoded.isEmpty()) parts.put(name, decode(encoded));
  }

  private static Map<String, String> conninfo(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    Matcher matcher = PAIR.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      String value = matcher.group(2);
      if (value.startsWith("'")) value = value.substring(1, value.length() - 1);
      parts.put(name(matcher.group(1)), value.replaceAll("\\\\(.)", "$1"));
      end = matcher.end();
    }
    if (end != text.length()) throw bad("it does not read as host=… dbname=… user=…");
    return parts;
  }

  /** libpq's names of parameters, as pgjdbc calls them. */
  private static String name(String libpq) {
    return switch (libpq) {
      case "dbname" -> "database";
      case "hostaddr" -> "host";
      case "connect_timeout" -> "connectTimeout";
      case "application_name" -> "ApplicationName";
      case "sslrootcert", "sslcert", "sslkey", "sslpassword", "sslmode", "options" -> libpq;
      case "target_session_attrs" -> "targetServerType";
      default -> libpq;
    };
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new SlipwayException(problem("a % in it is not followed by two hex digits"), e);
    }
  }

  static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static SlipwayException bad(String why) {
    return new SlipwayException(problem(why));
  }

  private static Problem problem(String why) {
    return Problem.of(
        "JDBC-2",
        Problem.Kind.USAGE,
        "the database address cannot be read",
        "As given, " + why + ".",
        "Write postgresql://user:password@host:5432/database?sslmode=require");
  }
}
