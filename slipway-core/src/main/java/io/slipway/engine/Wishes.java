package io.slipway.engine;

import io.slipway.jdbc.Sql;
import io.slipway.plan.Step;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.state.Approvals;
import io.slipway.state.Journal;
import io.slipway.state.Progress;
import io.slipway.state.Run;
import io.slipway.state.RunStatus;
import io.slipway.state.Runs;
import io.slipway.state.StateSchema;
import io.slipway.state.StepRow;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
      if (schema.installed(sql) == 0) throw nothingInstalled();
      return work.apply(sql, schema);
    }
  }

  private static SlipwayException nothingInstalled() {
    return new SlipwayException(
        Problem.of(
            "ENGINE-20",
            Kind.USAGE,
            "Slipway's own tables are not in this database",
            "The first run makes them. Nothing changed.",
            "Run something: slipway migrate. Or correct --database and --schema."));
  }

  static String approve(
      Surroundings surroundings, String runOrMigration, @Nullable String step, Approver approver) {
    Run run = find(surroundings, runOrMigration);
    return withState(
        surroundings,
        (sql, schema) -> {
          Map<String, StepRow> journal = new Journal(sql, schema, run.id()).steps();
          String gate =
              run.plan()
                  .steps()
                  .filter(Step.Gate.class::isInstance)
                  .map(Step::id)
                  .filter(it -> step == null ? !isDone(journal.get(it)) : it.equals(step))
                  .findFirst()
                  .orElseThrow(() -> noGate(run, step));
          String user = sql.one("SELECT session_user::text", row -> row.text(1));
          new Approvals(sql, schema)
              .approve(
                  new Approvals.Approval(
                      run.id(), gate, approver.role(), user, approver.comment()));
          return gate;
        });
  }

  private static boolean isDone(@Nullable StepRow row) {
    return row != null && row.status().isDone();
  }

  private static SlipwayException noGate(Run run, @Nullable String step) {
    String gates =
        String.join(
            ", ", run.plan().steps().filter(Step.Gate.class::isInstance).map(Step::id).toList());
    return new SlipwayException(
        Problem.of(
            "ENGINE-17",
            Kind.USAGE,
            step == null
                ? "run " + run.id() + " has no gate that is still closed"
                : "run %s has no gate %s".formatted(run.id(), step),
            "Its gates: %s. Nothing changed.".formatted(gates.isEmpty() ? "none" : gates),
            "See what it waits for: slipway status"));
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
