package io.slipway.engine;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.plan.LockNeed;
import io.slipway.plan.Patience;
import io.slipway.postgres.LockMode;
import io.slipway.postgres.SqlState;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.throttle.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements that take locks others feel: never queues long, never gives up before the
 * deadline, never holds on while somebody waits past the budget.
 */
final class LockLadder {
  private static final Duration FREEZE = Duration.ofSeconds(1);

  private final Sessions sessions;
  private final EngineSettings settings;
  private boolean isOtherWayRound;
  private Duration longestWait = Duration.ZERO;

  LockLadder(Sessions sessions) {
    this.sessions = sessions;
    this.settings = sessions.surroundings().settings();
  }

  /**
   * Work under locks.
   *
   * @param step its id, for the journal
   * @param beforeEachTry short work outside the transaction that keeps what is inside it short
   */
  record Task(String step, List<LockNeed> needs, Patience patience, Runnable beforeEachTry) {
    Task {
      needs = List.copyOf(needs);
    }

    Task(String step, List<LockNeed> needs, Patience patience) {
      this(step, needs, patience, () -> {});
    }
  }

  /** Statements in an open transaction, or one that runs alone; run again after a rollback. */
  @FunctionalInterface
  interface Body {
    void on(Sql work);
  }

  /** The longest wait an application session had because of what ran here. */
  Duration longestWait() {
    return longestWait;
  }

  /**
   * Runs the body in one transaction and commits it, as often as it takes. The transaction's id is
   * in the journal before the first lock, so that a lost COMMIT is resolved and not guessed.
   */
  void inTransaction(Task task, Body body) {
    LockWait wait = new LockWait(sessions, task.step(), task.needs());
    while (true) {
      task.beforeEachTry().run();
      List<String> autovacuumed = task.patience() == Patience.BRIEF ? wait.untilClear() : List.of();
      Sql work = sessions.work();
      String victim = null;
      try (Watchdog.Watch watch = guard(work, wait)) {
        try {
          begin(work, task.step());
          if (task.patience() == Patience.BRIEF) {
            sendAutovacuumAway(work, autovacuumed);
            lockFirst(work, task.needs());
          }
          body.on(work);
          work.commit();
          return;
        } finally {
          victim = noted(watch);
        }
      } catch (SqlFailure e) {
        if (resolved(e, task.step())) return;
        wait.notGranted(victim);
      } catch (SlipwayException | Control.Stopped e) {
        work.rollback();
        throw e;
      }
    }
  }

  private Watchdog.Watch guard(Sql work, LockWait wait) {
    return sessions
        .watchdog()
        .guard(
            new Watchdog.Guarded(
                work.pid(),
                settings.lockBudget(),
                work::cancel,
                holders -> wait.waitsFor(holders, work::cancel)));
  }

  private @Nullable String noted(Watchdog.Watch watch) {
    if (watch.longest().compareTo(longestWait) > 0) longestWait = watch.longest();
    return watch.victim();
  }

  private void begin(Sql work, String step) {
    work.begin();
    String xid = work.one("SELECT pg_current_xact_id()::text", row -> row.text(1));
    sessions.journal().transaction(step, xid);
  }

  private void sendAutovacuumAway(Sql work, List<String> tables) {
    if (tables.isEmpty()) return;
    work.query(
        """
        SELECT set_config('lock_timeout',
                 (setting::int + 1000)::text || unit, true)
          FROM pg_settings WHERE name = 'deadlock_timeout'\
        """,
        row -> true);
    // Conflicts with autovacuum and with no reader or writer; whoever waits past deadlock_timeout
    // for an autovacuum has it cancelled by the deadlock check.
    for (String table : tables) {
      if (isLockable(work, table)) {
        work.execute("LOCK TABLE ONLY " + table + " IN SHARE UPDATE EXCLUSIVE MODE");
      }
    }
  }

  /** Views lock what they read, and LOCK asks for more permission than some DDL does. */
  private static boolean isLockable(Sql work, String name) {
    return work.one(
        """
        SELECT coalesce((SELECT relkind IN ('r', 'p')
                                AND has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE')
                           FROM pg_class WHERE oid = to_regclass(?)), false)\
        """,
        row -> row.flag(1),
        name);
  }

  /**
   * Takes every lock before the first statement, the strongest mode at once: no upgrade in the
   * middle. Transactions that come to the tables in the other order would stop it at every try
   * (whoever has changed a parent goes to its children, whoever changes a child to its parent), so
   * every second try begins at the other end.
   */
  private void lockFirst(Sql work, List<LockNeed> needs) {
    work.query(
        """
        SELECT set_config('lock_timeout', ?, true),
               set_config('idle_in_transaction_session_timeout', ?, true)\
        """,
        row -> true,
        settings.lockTimeout().toMillis() + "ms",
        FREEZE.toMillis() + "ms");
    Map<String, LockMode> strongest = new TreeMap<>();
    for (LockNeed need : needs) {
      strongest.merge(need.relation().sql(), need.mode(), LockMode::strongest);
    }
    List<String> tables =
        strongest.keySet().stream().filter(name -> isLockable(work, name)).toList();
    if (isOtherWayRound) tables = tables.reversed();
    isOtherWayRound = !isOtherWayRound;
    for (String table : tables) {
      String mode = strongest.getOrDefault(table, LockMode.ACCESS_EXCLUSIVE).sqlName();
      work.execute("LOCK TABLE ONLY " + table + " IN " + mode + " MODE");
    }
  }

  /** One statement that refuses a transaction. */
  void alone(Task task, String sql) {
    LockWait wait = new LockWait(sessions, task.step(), task.needs());
    while (true) {
      boolean isBrief = task.patience() == Patience.BRIEF;
      if (isBrief) wait.untilClear();
      Sql work = sessions.work();
      String victim = null;
      try (Watchdog.Watch watch = guard(work, wait)) {
        try {
          sessions.control().check();
          work.execute("SET lock_timeout = " + (isBrief ? settings.lockTimeout().toMillis() : 0));
          work.execute(sql);
          return;
        } finally {
          victim = noted(watch);
        }
      } catch (SqlFailure e) {
        if (e.connectionLost() || !isAboutLocks(e)) throw e;
        // What a cancelled CONCURRENTLY leaves behind is for the probe to see.
        sessions.control().check();
        wait.failAtDeadline();
        if (!isBrief) throw new Disturbed(task.step(), victim == null ? e.said() : victim, e);
        wait.notGranted(victim);
      }
    }
  }

  /** A statement that ran alone was cancelled half-way; its probe knows what is left. */
  static final class Disturbed extends SlipwayException {
    Disturbed(String step, String by, SqlFailure cause) {
      super(
          Problem.of(
              "ENGINE-5",
              Problem.Kind.RETRYABLE,
              "step " + step + " was cancelled",
              "Somebody waited for it past the budget, or it was cancelled: " + by + ".",
              "Try at a quieter time."),
          cause);
    }
  }

  /**
   * After a failure: true when the work is committed all the same, false to try again.
   *
   * @throws SqlFailure if trying again makes no sense
   */
  private boolean resolved(SqlFailure failure, String step) {
    if (failure.connectionLost()) {
      sessions.renewWork();
      return Outcomes.isCommitted(sessions, step);
    }
    sessions.work().rollback();
    sessions.control().check();
    if (!isAboutLocks(failure)) throw failure;
    return false;
  }

  private static boolean isAboutLocks(SqlFailure failure) {
    return switch (failure.sqlState()) {
      case SqlState.LOCK_NOT_AVAILABLE,
          SqlState.DEADLOCK_DETECTED,
          SqlState.QUERY_CANCELED,
          SqlState.SERIALIZATION_FAILURE ->
          true;
      default -> false;
    };
  }
}
