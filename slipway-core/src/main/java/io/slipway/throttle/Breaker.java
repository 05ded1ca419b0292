package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;

/**
 * The circuit breaker {@code migration_executor}, shared by every process through the database:
 * after some failures in a row nobody starts for a while. Closing its row closes it.
 *
 * @param table {@code _migration_circuit_breakers}, qualified
 * @param function {@code update_circuit_breaker}, qualified
 */
public record Breaker(String table, String function) {
  private static final String NAME = "migration_executor";

  /**
   * To be asked by whoever holds the lease: who was let through half-open before has paused, failed
   * or died without a word, and does not keep us out.
   *
   * @throws SlipwayException (retryable) while it is open
   */
  public void pass(Sql sql) {
    sql.update(
        "UPDATE %s SET half_open_at = NULL WHERE breaker_name = ? AND state = 'half_open'"
            .formatted(table),
        NAME);
    if (update(sql, "NULL").equals("open")) {
      throw new SlipwayException(
          Problem.of(
              "THROTTLE-1",
              Kind.RETRYABLE,
              "the circuit breaker " + NAME + " is open",
              "Migrations failed several times in a row. Nothing changed.",
              "Find the cause, then: slipway breaker close " + NAME));
    }
  }

  public void report(Sql sql, boolean succeeded) {
    update(sql, "" + succeeded);
  }

  private String update(Sql sql, String success) {
    return sql.one(
        "SELECT %s('%s', %s::boolean)".formatted(function, NAME, success), row -> row.text(1));
  }
}
