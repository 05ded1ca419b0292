package io.slipway.engine;

import io.slipway.backfill.Host;
import io.slipway.event.Event;
import io.slipway.jdbc.Sql;
import io.slipway.state.Lease;
import io.slipway.state.Progress;
import io.slipway.state.StateSchema;
import io.slipway.throttle.Watchdog;
import java.time.Duration;
import java.time.Instant;

/** Lends a run's sessions to what works through a table. */
record RunAsHost(Sessions sessions, String stepId) implements Host {
  @Override
  public String runId() {
    return sessions.runId();
  }

  @Override
  public Sql work() {
    return sessions.work();
  }

  @Override
  public Sql renewWork() {
    return sessions.renewWork();
  }

  @Override
  public Sql reader() {
    return sessions.journal().session();
  }

  @Override
  public StateSchema schema() {
    return sessions.schema();
  }

  @Override
  public Lease lease() {
    return sessions.lease();
  }

  @Override
  public Watchdog watchdog() {
    return sessions.watchdog();
  }

  @Override
  public Progress progress() {
    return sessions.progress();
  }

  @Override
  public void checkpoint() {
    sessions.control().check();
  }

  @Override
  public void sleep(Duration duration) {
    Pauses.sleep(sessions, duration);
  }

  @Override
  public Instant now() {
    return sessions.surroundings().clock().instant();
  }

  @Override
  public void tell(Event event) {
    sessions.tell(stepId, event);
  }
}
