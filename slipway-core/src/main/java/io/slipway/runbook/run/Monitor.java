package io.slipway.runbook.run;

import io.slipway.jdbc.Database;
import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.Durations;
import io.slipway.runbook.Runbook;
import io.slipway.runbook.Secrets;
import io.slipway.runbook.steps.Halt;
import io.slipway.state.StateSchema;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches on a thread and a session of its own while the runbook runs: thresholds, phases that take
 * too long, and what people wish through the database.
 */
final class Monitor implements AutoCloseable {
  private static final long LOOK_MS = 200;
  private static final int MOST_FAILURES = 25;

  private final Database database;
  private final RunbookLease lease;
  private final String runId;
  private final Now now;
  private final Halt halt;
  private final InstantSource clock;
  private final Secrets secrets;
  private final Consumer<String> log;
  private final List<Watch> watches;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  private Monitor(Runner.Ground ground, RunbookLease lease, Runbook runbook, Now now, Halt halt) {
    this.database = ground.tools().database();
    this.lease = lease;
    this.runId = ground.runId();
    this.now = now;
    this.halt = halt;
    this.clock = ground.tools().clock();
    this.secrets = ground.secrets();
    this.log = ground.log();
    this.watches =
        runbook.thresholds().stream()
            .map(it -> new Watch(it, Measures.of(it, secrets::reveal)))
            .toList();
    this.thread = new Thread(this::watch, "runbook-monitor");
  }

  static Monitor start(
      Runner.Ground ground, RunbookLease lease, Runbook runbook, Now now, Halt halt) {
    Monitor monitor = new Monitor(ground, lease, runbook, now, halt);
    monitor.thread.setDaemon(true);
    monitor.thread.start();
    return monitor;
  }

  private void watch() {
    int failures = 0;
    while (over.getCount() > 0) {
      try (Sql sql = database.connect(runId, RunbookLease.MONITOR)) {
        sql.execute("SET statement_timeout = 10000");
        var journal = new RunbookJournal(sql, lease.schema(), runId);
        do {
          look(sql, journal);
          failures = 0;
        } while (!over.await(LOOK_MS, TimeUnit.MILLISECONDS));
      } catch (SqlFailure | SlipwayException e) {
        if (over.getCount() == 0) return;
        if (++failures == MOST_FAILURES) {
          halt.request(Halt.Reason.PAUSE, "the monitor cannot reach the database");
        }
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pause() {
    try {
      boolean ignored = over.await(LOOK_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look at everything. */
  private void look(Sql sql, RunbookJournal journal) throws InterruptedException {
    journal.runs().wished(runId).ifPresent(this::wished);
    overrun(journal);
    for (Watch watch : watches) {
      watch.look(clock.instant(), sql).ifPresent(it -> alarm(journal, it));
    }
  }

  private void wished(String wish) {
    halt.request(Halt.Reason.valueOf(wish.toUpperCase(java.util.Locale.ROOT)), "somebody asked");
  }

  void overrun(RunbookJournal journal) {
    now.overrun(clock.instant())
        .ifPresent(
            it -> {
              String seen = Durations.show(it.taken());
              String limit = "> " + Durations.show(it.phase().expected());
              String name = "duration of phase " + it.phase().number();
              journal.incident(now.step(), name, seen, limit, "warn");
              say(journal, "warning", name + ": " + seen + ", expected " + limit.substring(2));
            });
  }

  private void alarm(RunbookJournal journal, Watch.Alarm alarm) {
    String name = alarm.threshold().name();
    String seen = secrets.mask(alarm.seen());
    String limit = alarm.threshold().limit().text();
    journal.incident(now.step(), name, seen, limit, alarm.action().text());
    String because = name + " is " + seen + ", limit " + limit;
    say(journal, "threshold", because + ": " + alarm.action().text());
    switch (alarm.action()) {
      case WARN -> {}
      case PAUSE -> halt.request(Halt.Reason.PAUSE, because);
      case ABORT -> halt.request(Halt.Reason.ABORT, because);
      case ROLLBACK -> halt.request(Halt.Reason.ROLLBACK, because);
    }
  }

  private void say(RunbookJournal journal, String kind, String what) {
    journal.event(now.step(), kind, what);
    log.accept(kind + ": " + what);
  }

  StateSchema schema() {
    return lease.schema();
  }

  @Override
  public void close() {
    over.countDown();
    try {
      thread.join(Duration.ofSeconds(15));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
