package io.slipway.engine;

import io.slipway.event.Event;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.Sql;
import io.slipway.plan.Plan;
import io.slipway.state.Approvals;
import io.slipway.state.Run;
import io.slipway.state.StateSchema;
import io.slipway.time.Sleeper;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs plans on one database. One run at a time per engine; {@link #interrupt()} and the methods
 * that only write a wish may come from any thread or process.
 */
public final class Engine {
  private final Surroundings surroundings;
  private final Control control = new Control();

  public Engine(
      Database database,
      EngineSettings settings,
      InstantSource clock,
      Sleeper sleeper,
      Event.Listener listener) {
    this.surroundings = new Surroundings(database, settings, clock, sleeper, listener);
  }

  /**
   * Runs the plan, or goes on with the unfinished run of its migration: then the plan stored with
   * that run counts, not this one. A migration that is complete already is not run again.
   */
  public RunResult run(Plan plan, RunOptions options) {
    return new Runner(surroundings, control).run(plan, options);
  }

  /** Goes on with a run: paused, interrupted, failed, cancelled or waiting. */
  public RunResult resume(String runId) {
    return new Runner(surroundings, control).resume(runId);
  }

  /**
   * Takes a run back, step by step, last first.
   *
   * @param runOrMigration a run's id, or a migration whose latest run is meant
   */
  public RunResult rollback(String runOrMigration, RollbackOptions options) {
    return new Runner(surroundings, control).rollback(runOrMigration, options);
  }

  /** This version of the application is everywhere now: gates that wait for it or less open. */
  public void deployed(String version) {
    Wishes.withState(
        surroundings,
        (sql, schema) -> {
          new Approvals(sql, schema).deployed(version);
          return true;
        });
  }

  /**
   * A person opens one gate of one run.
   *
   * @param step the gate's id; null: the first that is still closed
   * @return the gate's id
   */
  public String approve(String runOrMigration, @Nullable String step, Approver approver) {
    return Wishes.approve(surroundings, runOrMigration, step, approver);
  }

  /** Asks the runner, wherever it is, to stop within a second and hold nothing. */
  public Run pause(String runId) {
    return Wishes.ask(surroundings, runId, io.slipway.state.Progress.Wish.PAUSE);
  }

  /** Asks the runner to stop for good; {@link #rollback} takes back what was done. */
  public Run cancel(String runId) {
    return Wishes.ask(surroundings, runId, io.slipway.state.Progress.Wish.CANCEL);
  }

  /**
   * Reads or writes Slipway's own tables, which must be there.
   *
   * @throws io.slipway.problem.SlipwayException if nothing is installed yet
   */
  public <T> T onState(BiFunction<Sql, StateSchema, T> work) {
    return Wishes.withState(surroundings, work);
  }

  /** Reads all there is; changes nothing, installs nothing. */
  public EngineStatus status() {
    return StatusReader.read(surroundings);
  }

  /** Looks for what changes have left behind; changes nothing, installs nothing. */
  public List<Leftover> examine() {
    return Doctor.examine(surroundings);
  }

  /**
   * Stops what this engine runs: cancels its statement, rolls back, journals. Returns when that is
   * done, or after two seconds. For shutdown hooks.
   */
  public void interrupt() {
    control.interrupt();
  }
}
