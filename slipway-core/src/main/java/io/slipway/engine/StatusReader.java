package io.slipway.engine;

import io.slipway.jdbc.Sql;
import io.slipway.state.Approvals;
import io.slipway.state.History;
import io.slipway.state.Journal;
import io.slipway.state.Progress;
import io.slipway.state.Run;
import io.slipway.state.Runs;
import io.slipway.state.StateSchema;
import java.util.List;
import java.util.Optional;

/** Reads everything the state tables know. */
final class StatusReader {
  private StatusReader() {}

  static EngineStatus read(Surroundings surroundings) {
    try (Sql sql = surroundings.database().connect("-", "status")) {
      StateSchema schema = StateSchema.of(sql, surroundings.settings().stateSchema());
      Optional<String> runner = surroundings.settings().lock().holder(sql);
      if (schema.installed(sql) == 0) {
        return new EngineStatus(false, runner, Optional.empty(), List.of(), List.of());
      }
      return new EngineStatus(
          true,
          runner,
          new Approvals(sql, schema).deployedVersion(),
          new History(sql, schema).all(),
          new Runs(sql, schema).all().stream().map(run -> status(sql, schema, run)).toList());
    }
  }

  private static EngineStatus.RunStatus status(Sql sql, StateSchema schema, Run run) {
    return new EngineStatus.RunStatus(
        run,
        List.copyOf(new Journal(sql, schema, run.id()).steps().values()),
        new Progress(schema, run.migration()).row(sql));
  }
}
