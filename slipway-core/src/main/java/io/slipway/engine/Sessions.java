package io.slipway.engine;

import io.slipway.event.Event;
import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.problem.SlipwayException;
import io.slipway.state.Holder;
import io.slipway.state.Journal;
import io.slipway.state.Lease;
import io.slipway.state.Progress;
import io.slipway.state.StateSchema;
import io.slipway.throttle.Breaker;
import io.slipway.throttle.Kind;
import io.slipway.throttle.Throttle;
import io.slipway.throttle.ThrottleSettings;
import io.slipway.throttle.Watchdog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one run, and what lives on them. */
final class Sessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private final Surroundings surroundings;
  private final Control control;
  private final String runId;
  private final Lease lease;
  private final Journal journal;
  private final Progress progress;
  private final Watchdog watchdog;
  private final Heartbeat heartbeat;
  private Sql work;
  private @Nullable Throttle throttle;

  private Sessions(Surroundings surroundings, Control control, String runId, Opened opened) {
    this.surroundings = surroundings;
    this.control = control;
    this.runId = runId;
    this.lease = opened.lease();
    this.progress = opened.progress();
    this.journal = new Journal(opened.journal(), lease.schema(), runId);
    this.work = opened.work();
    this.watchdog = opened.watchdog().start();
    this.heartbeat = new Heartbeat(lease, progress, control).start();
    control.works(work);
  }

  private record Opened(Lease lease, Progress progress, Sql journal, Sql work, Watchdog watchdog) {}

  /**
   * Takes the lease and opens the rest.
   *
   * @throws SlipwayException if another runner has it
   */
  static Sessions open(Surroundings surroundings, Control control, String runId, String migration) {
    EngineSettings settings = surroundings.settings();
    Lease.Claim claim =
        new Lease.Claim(
            runId,
            settings.lock(),
            settings.stateSchema(),
            Holder.thisProcess(settings.application()));
    Lease lease = take(surroundings, claim);
    List<Sql> opened = new ArrayList<>();
    try {
      Progress progress = new Progress(lease.schema(), migration);
      progress.ask(lease.session(), Progress.Wish.GO_ON);
      for (String role : List.of("journal", "work")) {
        opened.add(surroundings.database().connect(runId, role));
      }
      Watchdog watchdog = new Watchdog(() -> surroundings.database().connect(runId, "watch"));
      return new Sessions(
          surroundings,
          control,
          runId,
          new Opened(lease, progress, opened.getFirst(), opened.getLast(), watchdog));
    } catch (SlipwayException | SqlFailure e) {
      opened.forEach(Sql::close);
      lease.release();
      throw e;
    }
  }

  private static Lease take(Surroundings surroundings, Lease.Claim claim) {
    try {
      return Lease.take(surroundings.database(), claim, surroundings.sleeper());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Control.Stopped(Control.Reason.INTERRUPTED);
    }
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Control control() {
    return control;
  }

  String runId() {
    return runId;
  }

  Lease lease() {
    return lease;
  }

  StateSchema schema() {
    return lease.schema();
  }

  Journal journal() {
    return journal;
  }

  Progress progress() {
    return progress;
  }

  Watchdog watchdog() {
    return watchdog;
  }

  /** Reads the signals from the first time on that somebody asks for it. */
  Throttle throttle() {
    Throttle started = throttle;
    if (started != null) return started;
    ThrottleSettings settings = surroundings.settings().throttle();
    started =
        Throttle.start(
            settings,
            new Kind.Around(
                runId, watchdog::longestLately, schema().table("state"), settings.cpus()),
            () -> surroundings.database().connect(runId, "signals"),
            surroundings.clock());
    throttle = started;
    return started;
  }

  Breaker breaker() {
    return new Breaker(
        schema().table("circuit_breakers"), schema().function("update_circuit_breaker"));
  }

  Sql work() {
    return work;
  }

  /** Tells whoever listens, and remembers it for those who ask later. */
  void tell(@Nullable String stepId, Event event) {
    surroundings.listener().on(event);
    if (event instanceof Event.ChunkDone) return;
    quietly(() -> journal.event(event.at(), stepId, event));
  }

  /** For what must not fail a run that is failing already. */
  void quietly(Runnable action) {
    try {
      action.run();
    } catch (SqlFailure e) {
      LOG.debug("not recorded: {}", e.getMessage());
    }
  }

  /** After the work session was lost: a new one, once the old one is really gone. */
  Sql renewWork() {
    work.close();
    journal
        .session()
        .query(
            """
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
             WHERE pid = ? AND application_name = ?""",
            row -> true,
            work.pid(),
            "slipway/" + runId + "/work");
    work = surroundings.database().connect(runId, "work");
    control.works(work);
    return work;
  }

  @Override
  public void close() {
    control.works(null);
    work.rollback();
    work.close();
    heartbeat.close();
    watchdog.close();
    if (throttle != null) throttle.close();
    journal.session().close();
    lease.release();
  }
}
