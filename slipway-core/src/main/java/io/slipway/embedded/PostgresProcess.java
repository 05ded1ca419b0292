package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code initdb} and {@code pg_ctl}. PostgreSQL refuses to run as root; as root they are
 * started in a user namespace of their own ({@code unshare -U}), or, where the kernel forbids
 * those, under another user id.
 */
final class PostgresProcess {
  private static final String NOBODY = "65534";
  private static final long LIMIT_SECONDS = 120;

  private PostgresProcess() {}

  static void run(Path installation, String program, List<String> arguments, Path log) {
    List<String> command = new ArrayList<>(Prefix.OF_THIS_MACHINE);
    command.add(installation.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    int exit = exitCode(command, log);
    if (exit != 0) {
      throw new IllegalStateException(
          program + " " + String.join(" ", arguments) + " exited with " + exit + ":\n" + tail(log));
    }
  }

  /**
   * A child that waits for this process to end, however it ends, and then stops the server: its
   * standard input is our pipe, and the kernel closes pipes of the dead.
   */
  static Process guardian(Path installation, Path data) {
    String stop = "cat >/dev/null; exec \"$@\" -D \"$DATA\" -m immediate stop >/dev/null 2>&1";
    List<String> command = new ArrayList<>(List.of("sh", "-c", stop, "guardian"));
    command.addAll(Prefix.OF_THIS_MACHINE);
    command.add(installation.resolve("bin/pg_ctl").toString());
    try {
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("DATA", data.toString());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether files must belong to somebody else than root for the server to accept them. */
  static void makeOwn(Path folder) {
    if (!Prefix.OF_THIS_MACHINE.contains("setpriv")) return;
    exitCode(
        List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()),
        folder.resolveSibling("chown.log"));
  }

  private static int exitCode(List<String> command, Path log) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return -1;
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting " + command, e);
    }
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** What the command line starts with; worked out once. */
  private static final class Prefix {
    static final List<String> OF_THIS_MACHINE = find();

    private static List<String> find() {
      if (!"0".equals(output("id", "-u"))) return List.of();
      if ("works".equals(output("unshare", "-U", "echo", "works"))) return List.of("unshare", "-U");
      return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }

    private static String output(String... command) {
      try {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text =
            new String(
                process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? text.strip() : "";
      } catch (IOException e) {
        return "";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "";
      }
    }
  }
}
