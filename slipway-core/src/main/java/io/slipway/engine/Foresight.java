package io.slipway.engine;

import io.slipway.jdbc.Database;
import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.postgres.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the rows say about a plan before it starts: its own checks are asked early, and of a type
 * change whether a rollback would give the values back as they were. It only reads, for two seconds
 * a question at most; of a table that takes longer it asks a sample of the pages.
 */
public final class Foresight {
  private static final int MOST_ROWS = 5;
  private static final String PATIENCE = "SET statement_timeout = 2000; SET lock_timeout = 100;";

  /** Per cent of the pages, tried one after the other. */
  private static final List<String> SAMPLES = List.of("", "1", "0.01");

  private static final Pattern PLAIN = Pattern.compile("(?s)SELECT .*? FROM (\\S+)( WHERE .*)");

  /** What is to come. */
  public enum Kind {
    /** The run would stop at this step. */
    WILL_FAIL,
    /** Taken back, these rows would not be what they are. */
    CHANGED_BY_ROLLBACK,
    /** Nobody could be asked. */
    NOT_SEEN
  }

  /**
   * @param rows keys, or what the server said; five at most, an ellipsis where there are more
   * @param sample per cent of the pages that were looked at; empty: all
   * @param next what to do
   */
  public record Finding(
      Kind kind, String step, String what, List<String> rows, String sample, String next) {
    public Finding {
      rows = List.copyOf(rows);
    }

    @Override
    public String toString() {
      String seen = rows.isEmpty() ? "" : ": " + String.join("; ", rows);
      String of = sample.isEmpty() ? "" : " (in about " + sample + " % of the table)";
      return step + " " + what + seen + of + ". " + next;
    }
  }

  private record Question(Kind kind, String step, String what, String sql, String next) {}

  private final Sql sql;

  private Foresight(Sql sql) {
    this.sql = sql;
  }

  public static List<Finding> of(Database database, Plan plan) {
    List<Question> questions = questions(plan);
    if (questions.isEmpty()) return List.of();
    try (Sql sql = database.connect("-", "foresight")) {
      sql.execute(PATIENCE + " SET default_transaction_read_only = on");
      Foresight foresight = new Foresight(sql);
      return questions.stream().flatMap(it -> foresight.ask(it).stream()).toList();
    }
  }

  /** What rows are asked before a step changes some: those after it would answer too early. */
  private static List<Question> questions(Plan plan) {
    List<Question> questions = new ArrayList<>();
    for (Step step : plan.steps().toList()) {
      if (changesRows(step)) break;
      if (step instanceof Step.Verify it) {
        questions.add(
            new Question(
                Kind.WILL_FAIL,
                it.id(),
                "(" + it.title() + ") does not hold",
                it.violations(),
                it.explanation()));
      }
    }
    for (Step step : plan.steps().toList()) {
      if (!(step.undo() instanceof Undo.Sql undo) || undo.planned() == null) continue;
      String differs = undo.planned().differs();
      if (differs == null) continue;
      questions.add(
          new Question(
              Kind.CHANGED_BY_ROLLBACK,
              step.id(),
              "taken back would leave other values than now",
              differs,
              "Keep the old values in a column of their own, if they matter."));
    }
    return questions;
  }

  private static boolean changesRows(Step step) {
    return switch (step) {
      case Step.Backfill ignored -> true;
      case Step.Copy ignored -> true;
      case Step.Ddl it -> it.sql().stream().anyMatch(Foresight::changesRows);
      default -> false;
    };
  }

  private static boolean changesRows(String statement) {
    return statement
        .strip()
        .toLowerCase(Locale.ROOT)
        .matches("(?s)(insert|update|delete|merge|with|select|call|do|truncate|copy)\\b.*");
  }

  private Optional<Finding> ask(Question question) {
    for (String sample : SAMPLES) {
      Optional<String> query = sampled(question.sql(), sample);
      if (query.isEmpty()) break;
      try {
        List<String> rows = rows(query.get());
        return rows.isEmpty() ? Optional.empty() : Optional.of(finding(question, rows, sample));
      } catch (SqlFailure failure) {
        if (failure.connectionLost()) throw failure;
        if (SqlState.QUERY_CANCELED.equals(failure.sqlState())) continue;
        return told(question, failure, sample);
      }
    }
    return Optional.of(notSeen(question, "it takes longer than 2 s"));
  }

  /** Data that cannot be converted raises its own error; what is not there yet is for later. */
  private static Optional<Finding> told(Question question, SqlFailure failure, String sample) {
    String state = String.valueOf(failure.sqlState());
    if (state.equals("42703") || state.equals("42P01")) return Optional.empty();
    return state.startsWith("22") || state.startsWith("42") && !state.equals("42501")
        ? Optional.of(finding(question, List.of(failure.said()), sample))
        : Optional.of(notSeen(question, failure.said()));
  }

  private static Finding finding(Question question, List<String> rows, String sample) {
    return new Finding(
        question.kind(), question.step(), question.what(), rows, sample, question.next());
  }

  private static Finding notSeen(Question question, String because) {
    return new Finding(
        Kind.NOT_SEEN,
        question.step(),
        "could not be asked about before",
        List.of(because),
        "",
        "The run asks when it gets there.");
  }

  private static Optional<String> sampled(String query, String sample) {
    if (sample.isEmpty()) return Optional.of(query);
    Matcher plain = PLAIN.matcher(query);
    if (!plain.matches()) return Optional.empty();
    return Optional.of(
        query.substring(0, plain.start(2))
            + " TABLESAMPLE SYSTEM ("
            + sample
            + ")"
            + plain.group(2));
  }

  private List<String> rows(String query) {
    List<String> rows =
        sql.query(
            "SELECT row_to_json(v)::text FROM (\n%s\n) AS v LIMIT %d"
                .formatted(query, MOST_ROWS + 1),
            row -> row.text(1));
    if (rows.size() <= MOST_ROWS) return rows;
    List<String> first = new ArrayList<>(rows.subList(0, MOST_ROWS));
    first.add("…");
    return first;
  }
}
