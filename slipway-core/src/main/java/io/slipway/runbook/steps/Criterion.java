package io.slipway.runbook.steps;

import io.slipway.check.Check;
import io.slipway.check.Look;
import io.slipway.check.Severity;
import io.slipway.check.Verdict;
import io.slipway.runbook.Given;
import io.slipway.runbook.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A query whose first value must be what is expected: the same text, or a number on the right side
 * of a limit such as {@code >= 16}.
 */
record Criterion(String name, String query, String expected, Severity severity) implements Check {
  static Criterion of(Given given, Work work) {
    return new Criterion(
        given.find("name").orElseGet(() -> SqlText.head(given.text("sql"))),
        work.reveal(given.text("sql")),
        given.text("expect").strip(),
        Severity.valueOf(given.find("severity").orElse("error").toUpperCase(Locale.ROOT)));
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Verdict look(Look at) {
    List<String> rows = at.sql().rows(query, row -> String.valueOf(row.textOrNull(1)));
    String seen = rows.isEmpty() ? "no row" : rows.getFirst();
    return holds(seen)
        ? Verdict.pass(seen, expected)
        : Verdict.fail(seen, expected, "Look at what the query gives.");
  }

  private boolean holds(String seen) {
    if (!expected.matches("(>=|<=|>|<)\\s*[0-9.]+")) return seen.equals(expected);
    try {
      return Limit.of(expected).isCrossedBy(Double.parseDouble(seen));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
