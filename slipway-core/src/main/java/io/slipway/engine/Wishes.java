package io.slipway.engine;

import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.state.Progress;
import io.slipway.state.Run;
import io.slipway.state.RunStatus;
import io.slipway.state.Runs;
import io.slipway.state.StateSchema;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What can be asked and said without being the runner. */
final class Wishes {
  private Wishes() {}

  /** Reads runs; empty where nothing is installed. */
  static Optional<Run> look(Surroundings surroundings, Function<Runs, Optional<Run>> question) {
    try (Sql sql = surroundings.database().connect("-", "look")) {
      StateSchema schema = StateSchema.of(sql, surroundings.settings().stateSchema());
      if (schema.installed(sql) == 0) return Optional.empty();
      return question.apply(new Runs(sql, schema));
    }
  }

  /**
   * @param runOrMigration a run, or a migration whose latest run is meant
   */
  static Run find(Surroundings surroundings, String runOrMigration) {
    return look(
            surroundings, runs -> runs.find(runOrMigration).or(() -> runs.latestOf(runOrMigration)))
        .orElseThrow(() -> unknown(runOrMigration));
  }

  private static SlipwayException unknown(String run) {
    return new SlipwayException(
        Problem.of(
            "ENGINE-12",
            Kind.USAGE,
            "there is no run " + run,
            "Neither a run nor a migration of that name is in the journal. Nothing changed.",
            "See them: slipway status"));
  }

  /** Writes where our tables are; they must be there. */
  static <T> T withState(Surroundings surroundings, BiFunction<Sql, StateSchema, T> work) {
    try (Sql sql = surroundings.database().connect("-", "wish")) {
      StateSchema schema = StateSchema.of(sql, surroundings.settings().stateSchema());
      if (schema.installed(sql) == 0) throw unknown("yet");
      return work.apply(sql, schema);
    }
  }

  static Run ask(Surroundings surroundings, String runId, Progress.Wish wish) {
    Run run = find(surroundings, runId);
    return withState(
        surroundings,
        (sql, schema) -> {
          new Progress(schema, run.migration()).ask(sql, wish);
          boolean isAsleep = surroundings.settings().lock().holder(sql).isEmpty();
          if (isAsleep && !run.status().isOver()) {
            RunStatus status =
                wish == Progress.Wish.CANCEL ? RunStatus.CANCELLED : RunStatus.PAUSED;
            new Runs(sql, schema).mark(run.id(), status, null);
          }
          return new Runs(sql, schema).find(run.id()).orElse(run);
        });
  }
}
