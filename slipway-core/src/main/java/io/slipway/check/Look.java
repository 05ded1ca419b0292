package io.slipway.check;

import io.slipway.jdbc.Sql;
import io.slipway.state.StateSchema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a check looks with.
 *
 * @param sql a session of its own that cannot write
 * @param configuredSchema of our own tables; null: the first of the search path
 */
public record Look(Sql sql, @Nullable String configuredSchema, Upcoming upcoming, Instant now) {
  public StateSchema state() {
    return StateSchema.of(sql, configuredSchema);
  }
}
