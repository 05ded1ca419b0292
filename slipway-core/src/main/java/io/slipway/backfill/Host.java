package io.slipway.backfill;

import io.slipway.event.Event;
import io.slipway.jdbc.Sql;
import io.slipway.state.Lease;
import io.slipway.state.Progress;
import io.slipway.state.StateSchema;
import io.slipway.throttle.Watchdog;
import java.time.Duration;
import java.time.Instant;

/** The run a backfill is part of. */
public interface Host {
  String runId();

  /** The session that changes rows. */
  Sql work();

  /** A new one, after the old one was lost and is really gone. */
  Sql renewWork();

  /** A session that only looks, in autocommit. */
  Sql reader();

  StateSchema schema();

  Lease lease();

  Watchdog watchdog();

  Progress progress();

  /** Throws where the run has to stop. */
  void checkpoint();

  /** Throws where the run has to stop meanwhile. */
  void sleep(Duration duration);

  Instant now();

  void tell(Event event);
}
