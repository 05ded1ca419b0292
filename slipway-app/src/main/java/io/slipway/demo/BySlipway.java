package io.slipway.demo;

import io.slipway.engine.Engine;
import io.slipway.engine.EngineSettings;
import io.slipway.engine.RunOptions;
import io.slipway.engine.RunResult;
import io.slipway.event.Event;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.time.Sleeper;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/** The same statements through the library, as {@code slipway migrate} and {@code deployed} do. */
final class BySlipway implements Migrator {
  private final SqlParser parser = SqlParser.create();

  @Override
  public void migrate(String url, Change change, Consumer<Change> deploy) {
    Database database = Database.at(DatabaseUrl.parse(url, Map.of()));
    Plan plan = plan(database, change);
    Engine engine =
        new Engine(
            database,
            EngineSettings.DEFAULTS,
            InstantSource.system(),
            Sleeper.REAL,
            Event.Listener.NONE);
    RunResult result = engine.run(plan, RunOptions.of(plan.migration()));
    while (result instanceof RunResult.WaitingAtGate gate) {
      deploy.accept(change);
      engine.deployed(String.valueOf(gate.version()));
      result = engine.resume(gate.run());
    }
    if (result instanceof RunResult.Failed failed) throw new SlipwayException(failed.problem());
    if (!(result instanceof RunResult.Completed)) {
      throw new IllegalStateException("the run ended as " + result);
    }
  }

  private Plan plan(Database database, Change change) {
    Script script = parser.parse("V2__" + change.name() + ".sql", change.script());
    PlanRequest request = PlanRequest.of("2", script, database.catalog(parser));
    return new Planner(database.check().version(), parser).plan(request);
  }
}
