package io.slipway.problem;

import org.jspecify.annotations.Nullable;

/**
 * An error that explains itself: rendered as one paragraph, <em>what happened · where · what was
 * seen · whether anything changed · what to do</em>.
 *
 * @param code stable, searchable: {@code ENGINE-31}
 * @param kind decides the exit code
 * @param what one sentence without a full stop
 * @param state what was seen, and whether anything changed: whole sentences
 * @param next what to do: whole sentences, with the command line where there is one
 * @param file the file the problem is in, if it is in one
 * @param line 1-based; 0 where there is none
 * @param sqlState the server's SQLSTATE, if the server said it
 */
public record Problem(
    String code,
    Kind kind,
    String what,
    String state,
    String next,
    @Nullable String file,
    int line,
    @Nullable String sqlState) {

  /** What a caller can do about a problem; one exit code each (see {@code docs/cli}). */
  public enum Kind {
    /** The command line, a setting or a file is wrong: 2. */
    USAGE,
    /** A migration or its history does not hold what it must: 4. */
    VALIDATION,
    /** The database is not as the plan or the history expects: 6. */
    DRIFT,
    /** Failed, and nothing is left behind: 10. */
    FAILED_CLEAN,
    /** Failed, and a person must look: 11. */
    FAILED_DIRTY,
    /** Try again later: lock budget, another runner, database unreachable: 75. */
    RETRYABLE,
    /** A defect of Slipway: 1. */
    INTERNAL
  }

  public static Problem of(String code, Kind kind, String what, String state, String next) {
    return new Problem(code, kind, what, state, next, null, 0, null);
  }

  public Problem at(String file, int line) {
    return new Problem(code, kind, what, state, next, file, line, sqlState);
  }

  public Problem withSqlState(@Nullable String sqlState) {
    return new Problem(code, kind, what, state, next, file, line, sqlState);
  }

  /** The paragraph. */
  public String render() {
    String where = file == null ? "" : line > 0 ? file + ":" + line + ": " : file + ": ";
    String said = sqlState == null ? "" : " (SQLSTATE " + sqlState + ")";
    return (code + " " + where + what + said + ". " + state + " " + next).strip();
  }
}
