package io.slipway.check;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Two tables, or queries, have as many rows, give or take some per cent. */
record RowCountsMatch(String left, String right, double tolerance, Severity severity)
    implements Check {
  static Check of(Options options) {
    return new RowCountsMatch(
        options.required("left"),
        options.required("right"),
        options.number("tolerance").orElse(0.0),
        options.severity());
  }

  @Override
  public String name() {
    return "row-counts-match" + " " + left + " = " + right;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Verdict look(Look at) {
    long one = count(at, left);
    long other = count(at, right);
    double difference =
        one == other ? 0 : Math.abs(one - other) * 100.0 / Math.max(1, Math.max(one, other));
    String seen = String.format(Locale.ROOT, "%d and %d, %.3f %% apart", one, other, difference);
    String limit = String.format(Locale.ROOT, "at most %s %% apart", tolerance);
    return difference <= tolerance
        ? Verdict.pass(seen, limit)
        : Verdict.fail(seen, limit, "Look for what is missing before anybody relies on it.")
            .with(List.of(), Math.abs(one - other));
  }

  private static long count(Look at, String what) {
    return at.sql()
        .rows("SELECT count(*) FROM " + Relations.source(what), row -> row.number(1))
        .getFirst();
  }
}
