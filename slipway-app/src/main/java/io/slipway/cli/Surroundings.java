package io.slipway.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * Everything outside the program that a command may touch; tests bring their own.
 *
 * @param folder the working directory
 * @param tty which of the three streams are a terminal
 * @param columns width of the terminal
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path folder,
    Tty tty,
    int columns,
    InstantSource clock) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** A path as somebody typed it; stays relative where the process itself would find it so. */
  public Path resolve(String typed) {
    Path path = folder.resolve(typed);
    Path own = Path.of("").toAbsolutePath();
    return path.startsWith(own) ? own.relativize(path) : path;
  }

  /** Which streams are a terminal; the launcher knows, Java cannot tell them apart. */
  public record Tty(boolean in, boolean out, boolean err) {
    public static final Tty NONE = new Tty(false, false, false);
  }
}
