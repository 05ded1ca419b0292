package io.slipway.backfill;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.plan.TableCopy;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Identifier;
import io.slipway.state.Shards.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares a copy with its source, exactly and without a lock: each statement is one snapshot of
 * both tables and of the log, so that a row that differs and is not in the log is wrong, and no
 * other is. What is wrong is repaired by its key; what is wrong again stops the run.
 */
public final class Comparison {
  /** What may wait in the log while rows are compared, and when a switch begins. */
  public static final int NEXT_TO_NOTHING = 500;

  private static final String NO_HASH_FUNCTION = "42883";
  private static final Duration TARGET = Duration.ofMillis(500);
  private static final int SHOWN = 20;
  private static final int MOST_REPAIRS = 1_000;

  private final Host host;
  private final TableCopy copy;
  private final LogDrain drain;
  private boolean isHashable = true;

  public Comparison(Host host, TableCopy copy) {
    this.host = host;
    this.copy = copy;
    this.drain = new LogDrain(host, copy);
  }

  /**
   * @return how many rows had to be repaired
   * @throws SlipwayException if rows differ again after their repair, or too many do
   */
  public long run() {
    List<String> first = pass();
    if (first.isEmpty()) return 0;
    List<String> second = first.size() > MOST_REPAIRS ? first : pass();
    if (!second.isEmpty()) throw differs(second);
    return first.size();
  }

  /** The keys that differed; they are in the log now. */
  private List<String> pass() {
    List<String> differing = new ArrayList<>();
    String source = copy.source().sql();
    KeyRanges ranges = new KeyRanges(source, TableFacts.key(host.reader(), source, copy.key()));
    Servo servo = new Servo(TARGET, 0);
    List<Shard> shards = ranges.shards(host.reader(), 100);
    if (shards.isEmpty()) compare(new Range("true", List.of(), List.of(), true), differing);
    for (Shard shard : shards) {
      Shard at = shard;
      while (true) {
        host.checkpoint();
        if (drain.isBehind(NEXT_TO_NOTHING)) drain.until(NEXT_TO_NOTHING);
        Range range = ranges.next(host.reader(), at, servo.rows());
        long began = System.nanoTime();
        compare(range, differing);
        servo.took(servo.rows(), Duration.ofNanos(System.nanoTime() - began));
        if (differing.size() > MOST_REPAIRS) return differing;
        at = ranges.after(at, range);
        if (range.isLast()) break;
      }
      compare(ranges.beyond(at), differing);
    }
    if (differing.isEmpty()) drain.until(NEXT_TO_NOTHING);
    else drain.everything();
    return differing;
  }

  private void compare(Range range, List<String> differing) {
    if (isAlike(range)) return;
    String keys = differingKeys(range);
    Object[] twice = twice(range);
    List<String> found =
        host.reader()
            .query("SELECT (k.*)::text FROM (" + keys + ") AS k", row -> row.text(1), twice);
    if (found.isEmpty()) return;
    differing.addAll(found);
    host.work()
        .update(
            "INSERT INTO %1$s (truncated, %2$s) SELECT false, %2$s FROM (%3$s) AS k"
                .formatted(copy.log().sql(), copy.keyColumns(), keys),
            twice);
  }

  private static Object[] twice(Range range) {
    List<Object> values = new ArrayList<>(range.parameters());
    values.addAll(range.parameters());
    return values.toArray();
  }

  private boolean isAlike(Range range) {
    String sum = "SELECT count(*) AS n, bit_xor(%s) AS h FROM ONLY %s WHERE %s";
    String sql =
        """
        SELECT s.n = t.n AND s.h IS NOT DISTINCT FROM t.h
          FROM (%s) AS s, (%s) AS t\
        """
            .formatted(
                sum.formatted(hash(copy.expressions()), copy.source().sql(), range.where()),
                sum.formatted(hash(targetColumns()), copy.target().sql(), range.where()));
    Sql reader = host.reader();
    try {
      return reader.one(sql, row -> row.flag(1), twice(range));
    } catch (SqlFailure e) {
      if (!isHashable || !e.sqlState().equals(NO_HASH_FUNCTION)) throw e;
      isHashable = false;
      return isAlike(range);
    }
  }

  private String differingKeys(Range range) {
    String rows = "SELECT %s, %s AS \"slipway hash\" FROM ONLY %s WHERE %s";
    String inLog =
        copy.key().stream()
            .map(Identifier::quote)
            .map(it -> "l." + it + " = d." + it)
            .collect(Collectors.joining(" AND "));
    return """
    SELECT %1$s FROM (
      SELECT %1$s, s."slipway hash" AS a, t."slipway hash" AS b
        FROM (%2$s) AS s FULL JOIN (%3$s) AS t USING (%1$s)) AS d
     WHERE a IS DISTINCT FROM b
       AND NOT EXISTS (SELECT FROM %4$s AS l WHERE truncated OR %5$s)\
    """
        .formatted(
            copy.keyColumns(),
            rows.formatted(
                copy.keyColumns(), hash(copy.expressions()), copy.source().sql(), range.where()),
            rows.formatted(
                copy.keyColumns(), hash(targetColumns()), copy.target().sql(), range.where()),
            copy.log().sql(),
            inLog);
  }

  private String targetColumns() {
    return copy.columns().stream()
        .map(it -> Identifier.quote(it.column()))
        .collect(Collectors.joining(", "));
  }

  /** By the types' own equality where every type has a hash, three times as fast as by the text. */
  private String hash(String columns) {
    return isHashable
        ? "hash_record_extended(ROW(" + columns + "), 0)"
        : "hashtextextended(ROW(" + columns + ")::text, 0)";
  }

  private SlipwayException differs(List<String> keys) {
    return new SlipwayException(
        Problem.of(
            "COPY-2",
            Kind.FAILED_DIRTY,
            "%s and its copy %s differ".formatted(copy.source(), copy.target()),
            "Rows that no trigger reported, or too many to repair: %s%s. Somebody writes past the"
                    .formatted(
                        String.join("; ", keys.stream().limit(SHOWN).toList()),
                        keys.size() > SHOWN ? "; and more" : "")
                + " capture triggers, or into the copy. The application still uses the table as it"
                + " was; nothing was switched.",
            "Find who does, then: slipway resume %1$s. Or: slipway rollback %1$s"
                .formatted(host.runId())));
  }
}
