package io.slipway.runbook.run;

import io.slipway.jdbc.Sql;
import io.slipway.runbook.Given;
import io.slipway.runbook.Threshold;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The measures a threshold can name, and those it makes of a query or a URL of its own. */
final class Measures {
  private static final String OTHERS =
      """
        FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND application_name !~ '^slipway/' AND backend_type = 'client backend'
      """;

  /** Times in milliseconds, shares in percent. */
  private static final Map<String, String> QUERIES =
      Map.of(
          "query_time",
          "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start) * 1000), 0)"
              + OTHERS
              + " AND state = 'active'",
          "transaction_time",
          "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start) * 1000), 0)"
              + OTHERS,
          "connection_usage",
          """
          SELECT 100.0 * count(*) / current_setting('max_connections')::int
            FROM pg_stat_activity WHERE backend_type = 'client backend'\
          """,
          "lock_waits",
          "SELECT count(*)" + OTHERS + " AND wait_event_type = 'Lock'",
          "replication_lag",
          """
          SELECT max(extract(epoch FROM coalesce(replay_lag, '0')) * 1000) FROM pg_stat_replication\
          """);

  private Measures() {}

  static Measure of(Threshold threshold, UnaryOperator<String> reveal) {
    Given body = threshold.body();
    if (body.has("url")) {
      return new HttpMeasure(reveal.apply(body.text("url")), body.find("pointer").orElse(""));
    }
    if (body.has("sql")) return query(reveal.apply(body.text("sql")));
    return switch (body.text("measure")) {
      case "error_rate" -> new ErrorRate();
      case "record_count_diff" -> countDifference(body.part("options"), reveal);
      default -> query(java.util.Objects.requireNonNull(QUERIES.get(body.text("measure"))));
    };
  }

  private static Measure query(String text) {
    return sql -> first(sql, text);
  }

  private static Optional<Double> first(Sql sql, String text) {
    List<Optional<String>> rows = sql.rows(text, row -> Optional.ofNullable(row.textOrNull(1)));
    return rows.isEmpty() ? Optional.empty() : rows.getFirst().map(Double::parseDouble);
  }

  /** In percent of the old one; options: old and new, queries or tables. */
  private static Measure countDifference(Given options, UnaryOperator<String> reveal) {
    String before = count(reveal.apply(options.find("old").orElse("")));
    String after = count(reveal.apply(options.find("new").orElse("")));
    return query(
        "SELECT 100.0 * abs(o - n) / greatest(o, 1) FROM (SELECT (%s) AS o, (%s) AS n) AS counts"
            .formatted(before, after));
  }

  private static String count(String tableOrQuery) {
    return tableOrQuery.strip().contains(" ")
        ? tableOrQuery
        : "SELECT count(*) FROM " + tableOrQuery;
  }
}
