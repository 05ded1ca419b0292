package io.slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Slipway's own version, as the build wrote it. */
public final class Version {
  private Version() {}

  public static String text() {
    try (var stream = Version.class.getResourceAsStream("version.txt")) {
      return stream == null
          ? "unknown"
          : new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
