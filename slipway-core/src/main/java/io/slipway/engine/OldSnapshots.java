package io.slipway.engine;

import io.slipway.event.Event;
import io.slipway.jdbc.Sql;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Waits until nobody can read rows as they were before this moment: a REPEATABLE READ transaction
 * would see NULL in a column that was filled after its snapshot.
 *
 * <p>Exact, session by session: who had a snapshot when we began must have dropped it. Transactions
 * that only write hold none between statements; prepared transactions read no more; standbys are
 * protected by the lock the next step replays.
 */
final class OldSnapshots {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

  /**
   * A snapshot by who holds it and how old it is; age 0 has seen everything. Sessions of other
   * roles that are hidden from us count with their whole transaction, which pg_locks shows to
   * everybody.
   */
  private static final String QUERY =
      """
      SELECT a.pid || ' ' || coalesce(a.xact_start::text, v.virtualtransaction) || ' '
               || coalesce(a.backend_xmin::text, ''), a.pid,
             format('pid %s (%s, %s, %s for %s): %s', a.pid,
               coalesce(nullif(a.application_name, ''), 'no application name'), a.usename,
               coalesce(a.state, 'state hidden'),
               coalesce(date_trunc('second', clock_timestamp() - a.xact_start)::text, '?'),
               left(regexp_replace(a.query, '\\s+', ' ', 'g'), 60))
        FROM pg_stat_activity a
        LEFT JOIN pg_locks v ON a.backend_type IS NULL AND a.usesysid IS NOT NULL
                            AND v.pid = a.pid AND v.locktype = 'virtualxid' AND v.granted
       WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
         AND a.application_name !~ '^slipway/[^/]+/(lease|journal|work|watch|signals)$'
         AND (v.pid IS NOT NULL
              OR a.backend_type = 'client backend' AND a.backend_xmin IS NOT NULL
                 AND (NOT ? OR age(a.backend_xmin) > 0))\
      """;

  private OldSnapshots() {}

  static void waitUntilGone(Sessions sessions, String step) {
    Map<String, Event.Holder> old = snapshots(sessions, true);
    Instant since = sessions.surroundings().clock().instant();
    Instant reported = Instant.MIN;
    while (!old.isEmpty()) {
      Instant now = sessions.surroundings().clock().instant();
      Duration soFar = Duration.between(since, now);
      List<Event.Holder> holders = List.copyOf(old.values());
      if (soFar.compareTo(sessions.surroundings().settings().lockDeadline()) > 0) {
        throw deadline(sessions, step, holders);
      }
      if (reported.equals(Instant.MIN) || !reported.plus(BETWEEN_REPORTS).isAfter(now)) {
        reported = now;
        sessions.tell(step, new Event.LockWaited(now, sessions.runId(), step, 0, soFar, holders));
      }
      Pauses.sleep(sessions, LOOK_AGAIN);
      old.keySet().retainAll(snapshots(sessions, false).keySet());
    }
  }

  private static Map<String, Event.Holder> snapshots(Sessions sessions, boolean onlyOld) {
    Map<String, Event.Holder> snapshots = new LinkedHashMap<>();
    Sql sql = sessions.journal().session();
    sql.query(
        QUERY,
        row -> snapshots.put(row.text(1), new Event.Holder((int) row.number(2), row.text(3))),
        onlyOld);
    return snapshots;
  }

  private static SlipwayException deadline(
      Sessions sessions, String step, List<Event.Holder> holders) {
    return new SlipwayException(
        Problem.of(
            "ENGINE-2",
            Kind.RETRYABLE,
            "step " + step + ": transactions with an older snapshot are still there",
            String.join("; ", holders.stream().map(Event.Holder::description).toList())
                + ". They would read rows as they were before. Nothing changed by this step.",
            "End them if you may, then: slipway resume " + sessions.runId()));
  }
}
