package io.slipway.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://www.postgresql.org/docs/current/libpq-pgpass.html">password file</a>: {@code
 * host:port:database:user:password}, {@code *} for any. A file that cannot be read is a file that
 * is not there.
 */
final class PassFile {
  private PassFile() {}

  static @Nullable String find(
      Map<String, String> env, String host, int port, String database, String user) {
    Path file = path(env);
    if (file == null || !Files.isReadable(file)) return null;
    try {
      for (String line : Files.readAllLines(file)) {
        List<String> fields = fields(line);
        if (fields.size() == 5
            && matches(fields.get(0), host)
            && matches(fields.get(1), "" + port)
            && matches(fields.get(2), database)
            && matches(fields.get(3), user)) {
          return fields.get(4);
        }
      }
    } catch (IOException e) {
      return null;
    }
    return null;
  }

  private static @Nullable Path path(Map<String, String> env) {
    String named = env.get("PGPASSFILE");
    if (named != null && !named.isEmpty()) return Path.of(named);
    String home = env.get("HOME");
    return home == null ? null : Path.of(home, ".pgpass");
  }

  private static boolean matches(String field, String value) {
    return field.equals("*") || field.equals(value);
  }

  /** Split at colons that no backslash escapes; the password is the rest of the line. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    if (line.startsWith("#")) return fields;
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        field.append(line.charAt(++i));
      } else if (c == ':' && fields.size() < 4) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
