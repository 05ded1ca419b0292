package io.slipway.plan;

import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the rows of a table get into another that is to be its equal: all of them once, and again
 * every row whose key is in the log. Triggers of the source write the log; what a row is now is
 * read anew, so that no order of events can be wrong.
 *
 * @param log a table of the key's columns, {@code seq} and {@code truncated}
 * @param key names a row in the source and, by the same columns, in the target; of the same types,
 *     or integers of any width
 * @param columns what the target gets, in terms of the source's row
 * @param overriding the target generates a column ALWAYS that is copied
 */
public record TableCopy(
    QualifiedName source,
    QualifiedName target,
    QualifiedName log,
    List<String> key,
    List<Mapped> columns,
    boolean overriding) {
  public TableCopy {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
  }

  /**
   * A column of the target.
   *
   * @param expression over the source's columns
   */
  public record Mapped(String column, String expression) {}

  /** Every statement that brings the target in step with what the log names, in order. */
  public List<String> catchUp() {
    return catchUp("");
  }

  /**
   * As {@link #catchUp()}, for a part of the log. In one snapshot, or with writers kept out: rows
   * that trade a unique value are gone before either comes back.
   *
   * @param part a condition on the log's rows: {@code "seq <= 4711"}; empty: all
   */
  public List<String> catchUp(String part) {
    String and = part.isEmpty() ? "" : " AND " + part;
    String emptied = "EXISTS (SELECT FROM " + log.sql() + " WHERE truncated" + and + ")";
    String logged = logged(and);
    return List.of(
        "DELETE FROM %s AS t WHERE %s AND NOT EXISTS (SELECT FROM ONLY %s AS s WHERE %s)"
            .formatted(target.sql(), emptied, source.sql(), isSame("s", "t")),
        cleared(part),
        insert() + " WHERE " + logged,
        "DELETE FROM " + log.sql() + (part.isEmpty() ? "" : " WHERE " + part));
  }

  /** Takes what a part of the log names away from the target. */
  public String cleared(String part) {
    return "DELETE FROM " + target.sql() + " WHERE " + logged(part.isEmpty() ? "" : " AND " + part);
  }

  private String logged(String and) {
    return "%s IN (SELECT DISTINCT %s FROM %s WHERE NOT truncated%s)"
        .formatted(keyRow(), keyColumns(), log.sql(), and);
  }

  /** INSERT … SELECT without its WHERE. */
  public String insert() {
    String names =
        columns.stream().map(it -> Identifier.quote(it.column())).collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s)%s SELECT %s FROM ONLY %s"
        .formatted(
            target.sql(),
            names,
            overriding ? " OVERRIDING SYSTEM VALUE" : "",
            expressions(),
            source.sql());
  }

  /** A copied key is there already where the log was quicker; anything else is a conflict. */
  public String unlessThere() {
    return " ON CONFLICT (" + keyColumns() + ") DO NOTHING";
  }

  /** What the target's columns must be, over the source. */
  public String expressions() {
    return columns.stream().map(Mapped::expression).collect(Collectors.joining(", "));
  }

  public String keyColumns() {
    return key.stream().map(Identifier::quote).collect(Collectors.joining(", "));
  }

  private String keyRow() {
    return key.size() == 1 ? keyColumns() : "(" + keyColumns() + ")";
  }

  private String isSame(String one, String other) {
    return key.stream()
        .map(Identifier::quote)
        .map(it -> one + "." + it + " = " + other + "." + it)
        .collect(Collectors.joining(" AND "));
  }
}
