package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.time.Instant;
import java.util.List;

/**
 * A signal of the user's own: one number, read in a READ ONLY transaction. No row, or NULL, says
 * nothing, and so is a reason to wait.
 */
public record CustomSql(String name, String query, double soft, double hard) implements Signal {
  public Limits limits() {
    return new Limits(soft, hard, Unit.NUMBER);
  }

  @Override
  public Sample read(Sql sql, Instant now) {
    sql.begin();
    try {
      sql.execute("SET TRANSACTION READ ONLY");
      List<Double> values =
          sql.rows(query, row -> row.textOrNull(1) == null ? Double.NaN : row.real(1));
      if (values.size() != 1 || values.getFirst().isNaN()) throw notOneNumber(values.size());
      return Sample.of(values.getFirst());
    } finally {
      sql.rollback();
    }
  }

  private SlipwayException notOneNumber(int rows) {
    String what = rows == 1 ? "NULL" : rows + " rows";
    return new SlipwayException(
        Problem.of(
            "THROTTLE-4",
            Problem.Kind.USAGE,
            "its query gave " + what + " instead of one number",
            "What is done stands.",
            "Correct [throttle.sql." + name + "] in slipway.toml."));
  }
}
