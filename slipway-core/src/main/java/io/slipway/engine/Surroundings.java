package io.slipway.engine;

import io.slipway.event.Event;
import io.slipway.jdbc.Database;
import io.slipway.time.Sleeper;
import java.time.InstantSource;

/** What an engine was built with. */
record Surroundings(
    Database database,
    EngineSettings settings,
    InstantSource clock,
    Sleeper sleeper,
    Event.Listener listener) {}
