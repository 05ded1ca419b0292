package io.slipway.state;

import io.slipway.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code _migration_circuit_breakers}, read and set by hand. */
public final class Breakers {
  private final Sql sql;
  private final StateSchema schema;

  public Breakers(Sql sql, StateSchema schema) {
    this.sql = sql;
    this.schema = schema;
  }

  /**
   * A breaker.
   *
   * @param state closed, open or half_open
   * @param timeout after which an open one lets one caller through
   */
  public record BreakerRow(
      String name,
      String state,
      int failures,
      int threshold,
      Duration timeout,
      @Nullable Instant openedAt) {}

  public List<BreakerRow> all() {
    return sql.query(
        """
        SELECT breaker_name, state, failure_count, threshold, timeout_seconds, opened_at
          FROM %s ORDER BY breaker_name\
        """
            .formatted(schema.table("circuit_breakers")),
        row ->
            new BreakerRow(
                row.text(1),
                row.text(2),
                (int) row.number(3),
                (int) row.number(4),
                Duration.ofSeconds(row.number(5)),
                row.instantOrNull(6)));
  }

  /** Whether there is one of that name. */
  public boolean close(String name) {
    return sql.update(
            """
            UPDATE %s SET state = 'closed', failure_count = 0, closed_at = clock_timestamp()
             WHERE breaker_name = ?\
            """
                .formatted(schema.table("circuit_breakers")),
            name)
        > 0;
  }

  /** Whether there is one of that name. After its timeout it lets somebody through again. */
  public boolean open(String name) {
    return sql.update(
            """
            UPDATE %s SET state = 'open', opened_at = clock_timestamp() WHERE breaker_name = ?\
            """
                .formatted(schema.table("circuit_breakers")),
            name)
        > 0;
  }
}
