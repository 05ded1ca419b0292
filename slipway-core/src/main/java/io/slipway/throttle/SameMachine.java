package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the server runs on this machine. An address proves nothing (tunnels, containers); a
 * process that bears our session's number, user and database does. Linux only.
 */
final class SameMachine {
  private SameMachine() {}

  static boolean is(Sql sql) {
    return sql.one(
        "SELECT pg_backend_pid(), session_user, current_database()",
        row -> isOurs(row.number(1), " " + row.text(2) + " " + row.text(3) + " "));
  }

  private static boolean isOurs(long pid, String whose) {
    try {
      byte[] title = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
      String text = new String(title, StandardCharsets.UTF_8);
      return text.startsWith("postgres: ") && text.contains(whose);
    } catch (IOException e) {
      return false;
    }
  }
}
