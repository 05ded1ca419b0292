package io.slipway.check;

import io.slipway.jdbc.Row;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A query of the author's own, and what it must give: no row, so many rows, or a value. */
record SqlExpectation(String query, Kind kind, String expected, Severity severity)
    implements Check {
  static Check of(Options options) {
    var value = options.optional("value");
    var rows = options.number("rows");
    boolean empty = options.flag("empty", false);
    int expectations = (value.isPresent() ? 1 : 0) + (rows.isPresent() ? 1 : 0) + (empty ? 1 : 0);
    if (expectations != 1) {
      throw options.wrong("CHECK-5", "needs value, rows or empty", "Give exactly one of them.");
    }
    Kind kind = value.isPresent() ? Kind.VALUE : Kind.ROWS;
    String expected = value.orElseGet(() -> "" + rows.orElse(0.0).longValue());
    return new SqlExpectation(options.required("query"), kind, expected, options.severity());
  }

  @Override
  public String name() {
    return "sql" + ": " + query.strip().replaceAll("\\s+", " ");
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  private static final int SHOWN = 10;

  enum Kind {
    ROWS,
    VALUE
  }

  @Override
  public Verdict look(Look at) {
    List<List<String>> rows = at.sql().rows(query, SqlExpectation::cells);
    List<String> shown = rows.stream().limit(SHOWN).map(it -> String.join(" | ", it)).toList();
    String next = "Look at what the query gives, and correct the data or the expectation.";
    if (kind == Kind.VALUE) {
      String seen = rows.size() == 1 ? rows.getFirst().getFirst() : rows.size() + " rows";
      boolean holds = rows.size() == 1 && seen.equals(expected);
      return holds
          ? Verdict.pass(seen, expected)
          : Verdict.fail(seen, expected, next).with(shown, rows.size());
    }
    String seen = rows.size() + " rows";
    String limit = expected + " rows";
    return seen.equals(limit)
        ? Verdict.pass(seen, limit)
        : Verdict.fail(seen, limit, next).with(shown, rows.size());
  }

  private static List<String> cells(Row row) {
    return IntStream.rangeClosed(1, row.columns())
        .mapToObj(i -> String.valueOf(row.textOrNull(i)))
        .toList();
  }
}
