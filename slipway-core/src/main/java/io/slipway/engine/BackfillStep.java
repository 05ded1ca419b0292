package io.slipway.engine;

import io.slipway.backfill.Backfiller;
import io.slipway.backfill.Host;
import io.slipway.backfill.Pace;
import io.slipway.event.Event;
import io.slipway.jdbc.Sql;
import io.slipway.plan.Step;
import io.slipway.state.Lease;
import io.slipway.state.Progress;
import io.slipway.state.StateSchema;
import io.slipway.throttle.Signal;
import io.slipway.throttle.Signals;
import io.slipway.throttle.Throttle;
import io.slipway.throttle.Watchdog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A backfill as a step of a run: lends it the run's sessions. */
final class BackfillStep {
  private final Sessions sessions;
  private final Step.Backfill step;
  private final Backfiller backfiller;

  BackfillStep(Sessions sessions, Step.Backfill step) {
    this.sessions = sessions;
    this.step = step;
    EngineSettings settings = sessions.surroundings().settings();
    this.backfiller =
        new Backfiller(
            new RunAsHost(sessions, step.id()),
            step,
            new Pace(
                settings.chunkTarget(),
                settings.lockBudget(),
                settings.lockDeadline(),
                new Throttle(signals(settings))));
  }

  private static List<Signal> signals(EngineSettings settings) {
    List<Signal> signals = new ArrayList<>();
    signals.add(Signals.replicaLag(settings.replicaLagLimit(), settings.replicaBytesLimit()));
    signals.add(Signals.oldestSnapshot(settings.snapshotLimit()));
    if (settings.activePerCpuLimit() > 0) {
      signals.add(Signals.activeBackends(settings.activePerCpuLimit(), settings.cpus()));
    }
    return signals;
  }

  /** Why it stopped before its end; empty when it is done. */
  Optional<String> run() {
    try {
      return backfiller.run();
    } finally {
      sessions.quietly(
          () -> sessions.journal().measured(step.id(), longestWait(), backfiller.rowsDone()));
    }
  }

  Duration longestWait() {
    return backfiller.longestWait();
  }

  private record RunAsHost(Sessions sessions, String stepId) implements Host {
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
}
