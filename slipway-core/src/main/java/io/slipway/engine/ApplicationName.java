package io.slipway.engine;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the application calls its sessions: {@code shop/{version}} is the {@code application_name} of
 * version 1.4 where that is {@code shop/1.4}. With it a gate sees who is connected.
 *
 * @param pattern with {@code {version}} in it; empty: the sessions do not tell
 * @param quiet how long no session of an older version may have been seen before a gate opens by
 *     itself
 * @param watch how long nobody may have been seen to use what goes, before it does; zero: not asked
 */
public record ApplicationName(String pattern, Duration quiet, Duration watch) {
  public static final ApplicationName UNKNOWN =
      new ApplicationName("", Duration.ofSeconds(30), Duration.ofSeconds(5));
  private static final String VERSION = "{version}";

  public ApplicationName {
    int at = pattern.indexOf(VERSION);
    if (!pattern.isEmpty() && (at < 0 || at != pattern.lastIndexOf(VERSION))) {
      throw new SlipwayException(
          Problem.of(
              "ENGINE-19",
              Problem.Kind.USAGE,
              "application-name is \"" + pattern + "\"",
              "It has to hold {version} once.",
              "Write it as the application calls its sessions, e.g. shop/{version}."));
    }
  }

  public ApplicationName(String pattern, Duration quiet) {
    this(pattern, quiet, UNKNOWN.watch());
  }

  public boolean isKnown() {
    return !pattern.isEmpty();
  }

  /** The version a session says it is; empty for sessions of others. */
  public Optional<String> versionOf(String applicationName) {
    if (!isKnown()) return Optional.empty();
    int at = pattern.indexOf(VERSION);
    String expression =
        Pattern.quote(pattern.substring(0, at))
            + "([vV]?\\d[\\w.+-]*)"
            + Pattern.quote(pattern.substring(at + VERSION.length()));
    Matcher matcher = Pattern.compile(expression).matcher(applicationName);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
