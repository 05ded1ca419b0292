package io.slipway.runbook.steps;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.runbook.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Where a step acts. */
public interface Work {
  Tools tools();

  Halt halt();

  /** The run of the runbook. */
  String runId();

  /** When this step began first, in whatever attempt. */
  Instant begun();

  /** 1 for the first time. */
  int attempt();

  /** When another step of the run began, by its name. */
  Optional<Instant> begun(String stepName);

  /** Another step of the runbook, by its name. */
  Step step(String name);

  /** A text with its secrets in: not for printing. */
  String reveal(String text);

  String mask(String text);

  /** The session for statements; in autocommit. */
  Sql session();

  /**
   * Does something and notes the step as done, in one transaction: both happen or neither does.
   * Gives way to others where a lock is not to be had, and tries again.
   */
  Outcome.Done once(Function<Sql, Outcome.Done> body) throws InterruptedException;

  /** Nobody else is the runner now, or this throws. */
  void fence();

  /** A statement that was run; in the transaction of the session given. */
  void statement(Sql on, String sql, long rows, Duration took);

  /** Judges and notes what was looked at: errors fail, warnings must be accepted. */
  Outcome judge(java.util.List<io.slipway.check.Result> results);

  /** What a person said last about a step or gate. */
  Optional<Said> said(String role);

  /**
   * A person's word.
   *
   * @param decision go or no-go
   */
  record Said(String decision, String by) {
    boolean isGo() {
      return decision.equals("go");
    }
  }

  /** Cancels the statement of the session where what is wished cannot wait for its end. */
  default void cancelling(Halt.Reason reason, Sql running) {
    if (reason == Halt.Reason.PAUSE) return;
    try {
      running.cancel();
    } catch (SqlFailure e) {
      // it has ended meanwhile
    }
  }
}
