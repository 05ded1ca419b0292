package io.slipway.runbook.steps;

import io.slipway.backup.Dumps;
import io.slipway.check.Upcoming;
import io.slipway.jdbc.Database;
import io.slipway.sql.SqlParser;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What steps work with.
 *
 * @param stateSchema null: the first of the search path
 * @param upcoming what the migrations of the settings will do, for the checks that ask
 * @param environment the variables of this process
 * @param lockTimeout the longest a statement of a step waits for a lock before it gives way
 */
public record Tools(
    Database database,
    @Nullable String stateSchema,
    SqlParser parser,
    Migrating migrating,
    Supplier<Dumps> dumps,
    Supplier<Upcoming> upcoming,
    InstantSource clock,
    Map<String, String> environment,
    Duration lockTimeout) {
  public Tools {
    environment = Map.copyOf(environment);
  }
}
