package io.slipway.runbook;

import io.slipway.problem.Nearest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${name}} in the texts of a runbook. {@code ${env:…}} and {@code ${secret:…}} stay
 * as they are until a step acts, so that no plan, no journal and no report holds them.
 */
class Variables {
  static final Pattern USE = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_-]*)\\}");

  private final Map<String, String> values;

  Variables(Map<String, String> values) {
    this.values = new LinkedHashMap<>(values);
  }

  /** An unknown name. */
  static final class Unknown extends RuntimeException {
    Unknown(String message) {
      super(message);
    }
  }

  /**
   * @throws Unknown naming the variable and the nearest known one
   */
  String in(String text) {
    return USE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
  }

  private String value(MatchResult match) {
    String name = match.group(1);
    String value = values.get(name);
    if (value != null) return value;
    String nearest =
        Nearest.to(name, values.keySet()).map(it -> "; did you mean " + it + "?").orElse("");
    throw new Unknown("there is no variable " + name + nearest);
  }
}
