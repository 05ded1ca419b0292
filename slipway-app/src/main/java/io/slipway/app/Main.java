package io.slipway.app;

import io.slipway.cli.Cli;
import io.slipway.cli.Surroundings;
import io.slipway.cli.verbs.Verbs;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/** The process: real streams, real environment, real clock, and the exit code. */
public final class Main {
  private static final int BUFFER = 1 << 13;

  private Main() {}

  public static void main(String[] arguments) {
    int exit = new Cli(Verbs.ALL, surroundings()).run(arguments);
    System.exit(exit);
  }

  private static Surroundings surroundings() {
    return new Surroundings(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        tty(),
        Integer.getInteger("slipway.columns", 80),
        InstantSource.system());
  }

  /** UTF-8 whatever the locale: the output is read by programs as often as by people. */
  private static PrintStream stream(FileDescriptor descriptor) {
    var file = new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER);
    return new PrintStream(file, true, StandardCharsets.UTF_8);
  }

  /** The launcher says {@code slipway.tty=in,out,err}; without it nothing is a terminal. */
  private static Surroundings.Tty tty() {
    String tty = "," + System.getProperty("slipway.tty", "") + ",";
    return new Surroundings.Tty(tty.contains(",in,"), tty.contains(",out,"), tty.contains(",err,"));
  }
}
