package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;

/** The replicas that are attached, whose lag must be visible: else nobody may go on. */
final class Replicas {
  private Replicas() {}

  /**
   * The one that is furthest behind by a measure.
   *
   * @param measure an expression on pg_stat_replication; null: no lag
   */
  static Sample worst(Sql sql, String measure) {
    return sql.first(
            """
            SELECT state IS NULL, coalesce(%s, 0),
                   format('replica %%s at %%s', application_name, coalesce(host(client_addr), 'a local socket'))
              FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup'
             ORDER BY 1 DESC, 2 DESC LIMIT 1"""
                .formatted(measure),
            row -> {
              if (row.flag(1)) throw blind();
              return new Sample(row.real(2), row.text(3));
            })
        .orElse(Sample.of(0));
  }

  private static SlipwayException blind() {
    return new SlipwayException(
        Problem.of(
            "THROTTLE-2",
            Kind.USAGE,
            "replicas are attached, and their lag cannot be seen",
            "pg_stat_replication hides it from this user; a backfill could drown them.",
            "GRANT pg_monitor TO the user."));
  }
}
