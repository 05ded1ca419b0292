package io.slipway.throttle;

import java.util.Locale;

/** How a signal's number is shown. */
public enum Unit {
  MILLISECONDS,
  SECONDS,
  BYTES,
  PERCENT,
  NUMBER;

  public String show(double value) {
    return switch (this) {
      case MILLISECONDS -> number("%.0f ms", value);
      case SECONDS -> number("%.1f s", value);
      case BYTES -> bytes(value);
      case PERCENT -> number("%.0f %%", value);
      case NUMBER -> value == Math.rint(value) ? number("%.0f", value) : number("%.1f", value);
    };
  }

  private static String bytes(double value) {
    if (value < 1 << 20) return number("%.0f kB", value / 1024);
    if (value < 1L << 30) return number("%.1f MB", value / (1 << 20));
    return number("%.1f GB", value / (1L << 30));
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
