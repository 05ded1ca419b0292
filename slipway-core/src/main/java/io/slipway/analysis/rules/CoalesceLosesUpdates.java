package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * On UPDATE both sides are filled already: COALESCE(NEW.a, NEW.b) ignores the side that changed,
 * and NULL cannot be written at all.
 */
final class CoalesceLosesUpdates implements Rule {
  private static final Pattern TRIGGER =
      Pattern.compile("(?i)^\\s*create\\s+(?:or\\s+replace\\s+)?trigger\\b");
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?i)\\bnew\\.(\\w+)\\s*:?=\\s*"
              + "coalesce\\s*\\(\\s*new\\.(\\w+)\\s*,\\s*new\\.(\\w+)\\s*\\)");

  @Override
  public String slug() {
    return "coalesce-loses-updates";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.DATA_LOSS;
  }

  @Override
  public String title() {
    return "A dual write by COALESCE keeps the old value of whichever side was not written";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    String text = in.statement().text();
    boolean loses =
        in.change() instanceof Change.CreateRoutine && crosses(text)
            || in.change() instanceof Change.Unparsable && isTrigger(text);
    if (!loses) return Stream.empty();
    int line = Traps.line(in, ASSIGNMENT).orElse(in.line());
    return in.finding(this)
        .line(line)
        .says(
            "COALESCE between two columns loses updates: once both are filled, a write to the "
                + "second never reaches the first, and NULL reaches neither")
        .fix(
            "Ask which side changed: IF NEW.a IS DISTINCT FROM OLD.a THEN NEW.b := NEW.a; ELSE "
                + "NEW.a := NEW.b; (strategy dual-write)")
        .found();
  }

  /** A body after FOR EACH ROW is cut at its first semicolon: one assignment must do. */
  private static boolean isTrigger(String text) {
    return TRIGGER.matcher(text).find()
        && ASSIGNMENT
            .matcher(text)
            .results()
            .anyMatch(it -> it.group(1).equalsIgnoreCase(it.group(2)));
  }

  /** Two assignments that each fall back on the other's column. */
  private static boolean crosses(String text) {
    Set<String> pairs = new HashSet<>();
    Matcher assignment = ASSIGNMENT.matcher(text);
    while (assignment.find()) {
      String to = assignment.group(1).toLowerCase(Locale.ROOT);
      String first = assignment.group(2).toLowerCase(Locale.ROOT);
      String second = assignment.group(3).toLowerCase(Locale.ROOT);
      if (!to.equals(first)) continue;
      if (pairs.contains(second + ">" + first)) return true;
      pairs.add(first + ">" + second);
    }
    return false;
  }
}
