package io.slipway.acceptance;

import io.slipway.testing.DefaultSignals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code slipway} as a process of its own, with this build's classes. */
final class Child implements AutoCloseable {
  private static final long LIMIT_SECONDS = 240;

  private final Process process;
  private final Path out;
  private final Path err;

  private Child(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** How it ended. */
  record Ended(int exit, String out, String err) {}

  static Child start(String... arguments) {
    return start(Map.of(), List.of(arguments));
  }

  static Child start(Map<String, String> environment, List<String> arguments) {
    try {
      Path folder = Files.createTempDirectory("slipway-child-");
      List<String> command = new ArrayList<>(DefaultSignals.prefix());
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-Xmx512m",
              "-cp",
              System.getProperty("java.class.path"),
              "io.slipway.app.Main"));
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("PG") || name.equals("DATABASE_URL"));
      builder.environment().putAll(environment);
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      return new Child(
          builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ended run(String... arguments) {
    try (Child child = start(arguments)) {
      return child.end();
    }
  }

  /** SIGKILL: nothing of it runs any more, not even a shutdown hook. */
  void kill() {
    process.destroyForcibly();
    end();
  }

  /**
   * @param name INT or TERM
   */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  String err() {
    return text(err);
  }

  String out() {
    return text(out);
  }

  Ended end() {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running after " + LIMIT_SECONDS + " s:\n" + err());
      }
      return new Ended(process.exitValue(), out(), err());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
