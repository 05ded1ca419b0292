package io.slipway.runbook.run;

import io.slipway.jdbc.Sql;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which share of the database's transactions since the last look was rolled back, in percent. */
final class ErrorRate implements Measure {
  private @Nullable Counts last;

  private record Counts(long committed, long rolledBack) {}

  @Override
  public Optional<Double> read(Sql sql) {
    Counts now =
        sql.one(
            """
            SELECT xact_commit, xact_rollback FROM pg_stat_database
             WHERE datname = current_database()""",
            row -> new Counts(row.number(1), row.number(2)));
    Counts before = last;
    last = now;
    if (before == null) return Optional.empty();
    long bad = now.rolledBack() - before.rolledBack();
    long all = bad + now.committed() - before.committed();
    return all <= 0 ? Optional.empty() : Optional.of(100.0 * bad / all);
  }
}
