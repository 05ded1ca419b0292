package io.slipway.check;

import io.slipway.jdbc.Row;
import io.slipway.sql.Identifier;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** In each group exactly one row meets a condition: one initial state for each workflow. */
record ExactlyOne(String table, List<String> group, String where, Severity severity)
    implements Check {
  static Check of(Options options) {
    return new ExactlyOne(
        options.required("table"),
        options.list("group"),
        options.required("where"),
        options.severity());
  }

  @Override
  public String name() {
    return "exactly-one" + " " + table + " where " + where;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  private static final int SHOWN = 20;

  @Override
  public Verdict look(Look at) {
    String limit = "exactly one" + (group.isEmpty() ? "" : " for each " + String.join(", ", group));
    String table = Relations.find(at.sql(), this.table).orElse("");
    if (table.isEmpty()) return Verdict.fail(this.table + " is not there", limit, "Correct it.");
    String met = "count(*) FILTER (WHERE " + where + ")";
    String keys = String.join(", ", group.stream().map(Identifier::quote).toList());
    String query =
        "SELECT %s%s FROM %s%s HAVING %s <> 1"
            .formatted(
                keys.isEmpty() ? "" : keys + ", ",
                met + " AS found",
                table,
                keys.isEmpty() ? "" : " GROUP BY " + keys,
                met);
    List<String> wrong = at.sql().rows(query, ExactlyOne::line);
    if (wrong.isEmpty()) return Verdict.pass("one each", limit);
    List<String> shown = wrong.subList(0, Math.min(SHOWN, wrong.size()));
    return Verdict.fail(
            wrong.size() + (group.isEmpty() ? " table" : " groups") + " with none or several",
            limit,
            "Mark the one that is meant in each.")
        .with(shown, wrong.size());
  }

  private static String line(Row row) {
    return IntStream.rangeClosed(1, row.columns())
        .mapToObj(i -> row.columnName(i) + "=" + row.textOrNull(i))
        .collect(Collectors.joining(", "));
  }
}
