package io.slipway.check;

import io.slipway.jdbc.Database;
import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.postgres.SqlState;
import io.slipway.problem.SlipwayException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks checks one after the other, each on a session of its own; one that dies ends no other. */
public final class Inspection {
  private final Database database;
  private final @Nullable String stateSchema;
  private final Upcoming upcoming;
  private final InstantSource clock;

  /**
   * @param stateSchema null: the first of the search path
   */
  public Inspection(
      Database database, @Nullable String stateSchema, Upcoming upcoming, InstantSource clock) {
    this.database = database;
    this.stateSchema = stateSchema;
    this.upcoming = upcoming;
    this.clock = clock;
  }

  public List<Result> of(List<? extends Check> checks) {
    List<Result> results = new ArrayList<>();
    for (Check check : checks) {
      results.add(new Result(check.name(), check.severity(), verdict(check)));
    }
    return results;
  }

  private Verdict verdict(Check check) {
    try (Sql sql = database.connect("-", "check")) {
      sql.execute("SET statement_timeout = " + check.patience().toMillis());
      sql.execute("SET lock_timeout = 2000");
      sql.execute("SET default_transaction_read_only = on");
      return check.look(new Look(sql, stateSchema, upcoming, clock.instant()));
    } catch (SqlFailure e) {
      String next =
          e.is(SqlState.QUERY_CANCELED)
              ? "It was given " + check.patience().toSeconds() + " s; ask again in a quieter hour."
              : "See to it that this role may ask, then run the same command again.";
      return Verdict.fail("could not be asked: " + e.said(), "an answer", next);
    } catch (SlipwayException e) {
      return Verdict.fail(
          "could not be asked: " + e.problem().what(), "an answer", e.problem().next());
    } catch (RuntimeException e) {
      return Verdict.fail("could not be asked: " + e, "an answer", "This is a defect of Slipway.");
    }
  }
}
