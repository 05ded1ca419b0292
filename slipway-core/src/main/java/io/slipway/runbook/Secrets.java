package io.slipway.runbook;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts in what a runbook only names, as late as possible, and takes secrets out of what is said.
 */
public final class Secrets {
  private static final Pattern USE = Pattern.compile("\\$\\{(env|secret):([A-Za-z0-9_.-]+)\\}");

  private final Map<String, String> values;
  private final Map<String, String> environment;

  private Secrets(Map<String, String> values, Map<String, String> environment) {
    this.values = values;
    this.environment = environment;
  }

  /**
   * @param sources {@code env:NAME} or {@code file:PATH} by the secret's name
   * @throws SlipwayException if one of them is not there; its value is never in the message
   */
  public static Secrets read(Map<String, String> sources, Map<String, String> environment) {
    Map<String, String> values = new LinkedHashMap<>();
    sources.forEach((name, where) -> values.put(name, value(name, where, environment)));
    return new Secrets(values, Map.copyOf(environment));
  }

  private static String value(String name, String where, Map<String, String> environment) {
    if (where.startsWith("env:")) {
      String value = environment.get(where.substring(4));
      if (value != null && !value.isEmpty()) return value;
      throw missing("secret " + name, "the variable " + where.substring(4) + " is not set");
    }
    try {
      String value = Files.readString(Path.of(where.substring(5))).strip();
      if (!value.isEmpty()) return value;
      throw missing("secret " + name, where.substring(5) + " is empty");
    } catch (IOException e) {
      throw missing("secret " + name, where.substring(5) + " cannot be read");
    }
  }

  private static SlipwayException missing(String what, String why) {
    return new SlipwayException(
        Problem.of(
            "RUNBOOK-6",
            Problem.Kind.USAGE,
            "the " + what + " has no value: " + why,
            "Nothing was changed.",
            "Set it, and say the same again."));
  }

  /** The text as the step needs it: not for printing. */
  public String reveal(String text) {
    return USE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(found(match)));
  }

  private String found(MatchResult match) {
    String name = match.group(2);
    String value = match.group(1).equals("env") ? environment.get(name) : values.get(name);
    if (value != null) return value;
    throw missing(
        match.group(1).equals("env") ? "variable of the environment " + name : "secret " + name,
        match.group(1).equals("env") ? "it is not set" : "`secrets` does not say where it is");
  }

  /** Fit for logs and reports. */
  public String mask(String text) {
    String masked = text;
    for (String value : values.values()) masked = masked.replace(value, "***");
    return masked;
  }
}
