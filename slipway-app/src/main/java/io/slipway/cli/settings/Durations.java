package io.slipway.cli.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write and read them: {@code 100ms}, {@code 1.5s}, {@code 2m}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|min|h)");

  private Durations() {}

  static Optional<Duration> parse(String text) {
    var matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) return Optional.empty();
    double millis =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "h" -> 3_600_000;
          default -> 60_000;
        };
    return Optional.of(
        Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * millis)));
  }

  /** Short, for people: {@code 84 ms}, {@code 1.6 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  public static String show(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) return millis + " ms";
    if (millis < 60_000) return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    long seconds = millis / 1_000;
    if (seconds < 3_600) return two(seconds / 60, "min", seconds % 60, "s");
    return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
  }

  private static String two(long big, String bigUnit, long small, String smallUnit) {
    return big + " " + bigUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}
