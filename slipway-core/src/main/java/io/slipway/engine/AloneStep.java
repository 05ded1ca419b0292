package io.slipway.engine;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.plan.Patience;
import io.slipway.plan.Probe;
import io.slipway.plan.Step;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.time.Duration;
import java.util.List;

/**
 * Statements that refuse a transaction: looked for before, looked at after, repaired when they were
 * cut in half.
 */
final class AloneStep {
  private static final int TRIES = 5;
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Sessions sessions;
  private final LockLadder ladder;

  AloneStep(Sessions sessions, LockLadder ladder) {
    this.sessions = sessions;
    this.ladder = ladder;
  }

  /** What the probe says is there. */
  enum Answer {
    ABSENT,
    PRESENT,
    HALF,
    /** Nothing that could be looked at; doing it twice does no harm. */
    UNSEEN
  }

  /**
   * @param wasBegun an earlier attempt may have done it
   * @return false if it was there before anybody of ours began
   */
  boolean run(Step.Ddl ddl, boolean wasBegun) {
    for (int attempt = 1; ; attempt++) {
      try {
        if (ddl.probe() instanceof Probe.Catalog probe) {
          if (answer(probe, ddl.id()) == Answer.HALF) repair(ddl, probe);
          if (answer(probe, ddl.id()) == Answer.PRESENT) return wasBegun || attempt > 1;
        }
        statements(ddl);
        return true;
      } catch (LockLadder.Disturbed e) {
        if (attempt >= TRIES) throw disturbed(ddl, e);
        Pauses.sleep(sessions, BETWEEN.multipliedBy(attempt));
      } catch (SqlFailure e) {
        if (!e.connectionLost()) throw leftClean(ddl, e);
        if (attempt >= TRIES) throw e;
        sessions.renewWork();
      }
    }
  }

  private void statements(Step.Ddl ddl) {
    LockLadder.Task task = new LockLadder.Task(ddl.id(), ddl.locks(), ddl.patience());
    for (String sql : ddl.sql()) {
      sessions.lease().fence(sessions.work());
      ladder.alone(task, sql);
    }
    if (ddl.probe() instanceof Probe.Catalog probe && isMissing(answer(probe, ddl.id()))) {
      throw new SlipwayException(
          Problem.of(
              "ENGINE-4",
              Kind.FAILED_DIRTY,
              "step %s: %s ran, and is not there".formatted(ddl.id(), ddl.title()),
              "Its probe says " + answer(probe, ddl.id()) + ".",
              "Look at the object, then: slipway resume " + sessions.runId()));
    }
  }

  private static boolean isMissing(Answer answer) {
    return answer == Answer.ABSENT || answer == Answer.HALF;
  }

  /** By the journal's session: the work session may be gone. */
  private Answer answer(Probe.Catalog probe, String step) {
    List<String> said = sessions.journal().session().rows(probe.sql(), row -> row.text(1));
    String answer = said.isEmpty() ? "no row" : said.getFirst();
    return switch (answer) {
      case "absent" -> Answer.ABSENT;
      case "present" -> Answer.PRESENT;
      case "half" -> Answer.HALF;
      case "unseen" -> Answer.UNSEEN;
      default -> throw new IllegalStateException("probe of step " + step + " said " + answer);
    };
  }

  private void repair(Step.Ddl ddl, Probe.Catalog probe) {
    LockLadder.Task task = new LockLadder.Task(ddl.id(), List.of(), Patience.WATCHED);
    for (String sql : probe.repair()) {
      sessions.lease().fence(sessions.work());
      ladder.alone(task, sql);
    }
  }

  /** The statement is wrong, or the data: nothing of it may stay. */
  private SqlFailure leftClean(Step.Ddl ddl, SqlFailure failure) {
    Sql work = sessions.work();
    if (ddl.probe() instanceof Probe.Catalog probe && work.isOpen()) {
      try {
        if (answer(probe, ddl.id()) == Answer.HALF) repair(ddl, probe);
      } catch (SqlFailure | LockLadder.Disturbed e) {
        failure.addSuppressed(e);
      }
    }
    return failure;
  }

  private SlipwayException disturbed(Step.Ddl ddl, LockLadder.Disturbed last) {
    return new SlipwayException(
        Problem.of(
            "ENGINE-5",
            Kind.RETRYABLE,
            "step %s: %s was cancelled %d times".formatted(ddl.id(), ddl.title(), TRIES),
            last.problem().state(),
            "Try at a quieter time: slipway resume " + sessions.runId()),
        last);
  }
}
