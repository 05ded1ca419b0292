package io.slipway.runbook.steps;

import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.io.IOException;
import java.util.List;

/** One kind of step. A new one is a class, a line in {@link StepKinds} and a key of the shape. */
public interface StepKind {
  /** The key its body stands under. */
  String key();

  /**
   * What it will do, a line each: what people approve, and what the plan is hashed over. Reads the
   * files it names, no database.
   *
   * @throws io.slipway.problem.SlipwayException if it cannot run as it is written
   */
  List<String> plan(Step step, SqlParser parser) throws IOException;

  /**
   * Does it. Failures of the server may be thrown as they come.
   *
   * @param work where it acts; its journal row says {@code running} already
   */
  Outcome run(Step step, Work work) throws IOException, InterruptedException;

  /** Whether an attempt whose end is unknown may simply be made again. */
  default boolean mayRepeat(Step step) {
    return true;
  }
}
