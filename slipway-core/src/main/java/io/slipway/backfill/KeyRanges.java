package io.slipway.backfill;

import io.slipway.backfill.TableFacts.KeyColumn;
import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import io.slipway.sql.Identifier;
import io.slipway.state.Shards.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ranges between two keys, the lower excluded, the upper included. Keys travel as the text the
 * server prints and are cast back to the columns' types, so that no type is special.
 */
record KeyRanges(String table, List<KeyColumn> key) implements Ranges {
  KeyRanges {
    key = List.copyOf(key);
  }

  private String columns() {
    return key.stream().map(it -> Identifier.quote(it.name())).collect(Collectors.joining(", "));
  }

  private String row() {
    return key.size() == 1 ? columns() : "(" + columns() + ")";
  }

  private String bound() {
    String casts =
        key.stream().map(it -> "CAST(? AS " + it.type() + ")").collect(Collectors.joining(", "));
    return key.size() == 1 ? casts : "(" + casts + ")";
  }

  /** Under other names: ORDER BY would else sort by the text, {@code 9} after {@code 10}. */
  private String texts() {
    return key.stream()
        .map(it -> Identifier.quote(it.name()) + "::text AS " + Identifier.quote("as text"))
        .collect(Collectors.joining(", "));
  }

  private String order(String direction) {
    return key.stream()
        .map(it -> Identifier.quote(it.name()) + direction)
        .collect(Collectors.joining(", "));
  }

  private List<String> keyOf(Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= key.size(); i++) values.add(row.text(i));
    return values;
  }

  @Override
  public List<Shard> shards(Sql sql, int rolloutPercentage) {
    List<String> upper =
        sql.first(
                "SELECT %s FROM %s ORDER BY %s LIMIT 1".formatted(texts(), table, order(" DESC")),
                this::keyOf)
            .orElse(null);
    long rows = TableFacts.estimatedRows(sql, table);
    if (upper == null) return List.of();
    List<String> boundary =
        rolloutPercentage >= 100 ? null : boundary(sql, rows * rolloutPercentage / 100);
    if (boundary == null) return List.of(shard(0, upper, null, rows));
    long first = rows * rolloutPercentage / 100;
    return List.of(
        shard(0, boundary, null, first), shard(1, upper, boundary, Math.max(0, rows - first)));
  }

  private Shard shard(int number, List<String> upper, @Nullable List<String> next, long rows) {
    return new Shard(number, table, upper, next, 0, rows, false);
  }

  /** The key after so many rows. */
  private @Nullable List<String> boundary(Sql sql, long rows) {
    return sql.first(
            "SELECT %s FROM %s ORDER BY %s OFFSET ? LIMIT 1".formatted(texts(), table, order("")),
            this::keyOf,
            Math.max(0, rows - 1))
        .orElse(null);
  }

  @Override
  public Range next(Sql sql, Shard shard, int rows) {
    List<String> upper = shard.upper() == null ? List.of() : shard.upper();
    List<String> parameters = new ArrayList<>();
    String where = row() + " <= " + bound();
    if (shard.next() != null) {
      where = row() + " > " + bound() + " AND " + where;
      parameters.addAll(shard.next());
    }
    List<Object> asked = new ArrayList<>(parameters);
    asked.addAll(upper);
    asked.add((long) rows - 1);
    List<String> end =
        sql.first(
                "SELECT %s FROM %s WHERE %s ORDER BY %s OFFSET ? LIMIT 1"
                    .formatted(texts(), table, where, order("")),
                this::keyOf,
                asked.toArray())
            .orElse(upper);
    parameters.addAll(end);
    return new Range(where, parameters, end, end.equals(upper));
  }

  /** The shard, once the range is done. */
  Shard after(Shard shard, Range range) {
    return new Shard(
        shard.number(), shard.relation(), shard.upper(), range.next(), 0, shard.rowsTotal(), false);
  }

  /** Everything behind the shard's last key: of the source nothing that was there at the start. */
  Range beyond(Shard shard) {
    List<String> upper = shard.upper() == null ? List.of() : shard.upper();
    return new Range(row() + " > " + bound(), upper, upper, true);
  }

  @Override
  public String stride(int j, int k) {
    if (key.size() == 1 && key.getFirst().isInteger()) {
      return "((%1$s %% %2$d) + %2$d) %% %2$d = %3$d".formatted(columns(), k, j);
    }
    String text =
        key.stream()
            .map(it -> Identifier.quote(it.name()) + "::text")
            .collect(Collectors.joining(" || ',' || "));
    return "(hashtextextended(%s, 0) & 2147483647) %% %d = %d".formatted(text, k, j);
  }

  @Override
  public String target(Shard shard) {
    return table;
  }
}
