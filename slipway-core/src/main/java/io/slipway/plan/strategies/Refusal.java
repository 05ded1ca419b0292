package io.slipway.plan.strategies;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.util.List;

/** What cannot be planned, found before the first statement runs. */
public final class Refusal {
  /** PostgreSQL would reject the statement. */
  public static final String WILL_FAIL = "PLAN-1";

  /** A psql command or data in the file: nothing the server could run. */
  public static final String NOT_FOR_THE_SERVER = "PLAN-2";

  /** A table or column the statement needs is not there. */
  public static final String MISSING = "PLAN-3";

  /** Views, policies, generated columns, triggers … that the strategy cannot carry over. */
  public static final String DEPENDENTS = "PLAN-4";

  /** Foreign keys of other tables that cannot be re-pointed. */
  public static final String INBOUND = "PLAN-5";

  /** A new name is taken. */
  public static final String NAME_TAKEN = "PLAN-6";

  /** The strategy asked for does not exist or does not apply. */
  public static final String STRATEGY = "PLAN-7";

  /** Blocks the application for as long as the table is big, and no strategy helps. */
  public static final String BLOCKS = "PLAN-8";

  /** Partitioned tables, partitions and inheritance, where the strategy stops at them. */
  public static final String INHERITANCE = "PLAN-9";

  /** A text could not be rewritten and read back as the same. */
  public static final String REWRITE = "PLAN-10";

  private Refusal() {}

  public static SlipwayException of(String code, Piece piece, String what, String next) {
    return of(code, piece, what, "", next);
  }

  public static SlipwayException of(
      String code, Piece piece, String what, String seen, String next) {
    String state = (seen + " Nothing has run.").strip();
    Problem problem = Problem.of(code, Problem.Kind.VALIDATION, what, state, next);
    return new SlipwayException(problem.at("", piece.line()));
  }

  static SlipwayException dependents(Piece piece, String column, List<String> dependents) {
    return of(
        DEPENDENTS,
        piece,
        "column " + column + " cannot be given a twin",
        "These depend on it and cannot be carried over: " + String.join("; ", dependents) + ".",
        "Drop or replace them in an earlier migration, or copy the table (blue-green); to run the"
            + " statement as written all the same: -- @metadata {\"strategy\": \"direct\"}.");
  }
}
