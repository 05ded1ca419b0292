package io.slipway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a command line must begin with so that Ctrl-C reaches the child: a shell without job control
 * starts its background jobs, and all they start, with SIGINT ignored, and a JVM never takes an
 * ignored signal back.
 */
public final class DefaultSignals {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long SIGINT = 1L << 1;

  private DefaultSignals() {}

  public static List<String> prefix() {
    return isInterruptIgnored() ? List.of("env", "--default-signal=INT") : List.of();
  }

  private static boolean isInterruptIgnored() {
    try {
      if (!Files.exists(STATUS)) return false;
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> line.substring("SigIgn:".length()).strip())
          .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGINT) != 0);
    } catch (IOException e) {
      return false;
    }
  }
}
