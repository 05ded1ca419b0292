package io.slipway.runbook;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a threshold's value must not be, as the documents write it: {@code > 1000ms}, {@code > 1%}.
 * Times become milliseconds.
 *
 * @param text as written
 */
public record Limit(String comparison, double number, String text) {
  static final String PATTERN = "(>=|<=|>|<)\\s*[0-9]+(\\.[0-9]+)?\\s*(ms|s|m|h|d|%)?";

  private static final Pattern PARTS =
      Pattern.compile("(>=|<=|>|<)\\s*([0-9.]+)\\s*(ms|s|m|h|d|%)?");

  public static Limit of(String text) {
    Matcher matcher = PARTS.matcher(text.strip());
    if (!matcher.matches()) {
      throw new SlipwayException(
          Problem.of(
              "RUNBOOK-2",
              Problem.Kind.USAGE,
              "there is no limit in " + text,
              "Nothing was changed.",
              "Write one as > 1000ms or > 1%."));
    }
    String unit = matcher.group(3) == null ? "" : matcher.group(3);
    double number = Double.parseDouble(matcher.group(2)) * millis(unit);
    return new Limit(matcher.group(1), number, text.strip());
  }

  private static double millis(String unit) {
    return switch (unit) {
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      case "d" -> 86_400_000;
      default -> 1;
    };
  }

  /** Whether the value is on the wrong side. */
  public boolean isCrossedBy(double value) {
    return switch (comparison) {
      case ">" -> value > number;
      case ">=" -> value >= number;
      case "<" -> value < number;
      default -> value <= number;
    };
  }

  /** A value as people read it. */
  public static String show(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }
}
