package io.slipway.engine;

import io.slipway.event.Event;
import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import io.slipway.plan.LockNeed;
import io.slipway.postgres.LockMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks who stands between us and our locks, without queueing for them. */
final class LockProbe {
  private static final String QUERY =
      """
      WITH need AS (
        SELECT to_regclass(n.relation)::oid AS oid, n.mode
          FROM unnest(?::text[], ?::text[]) AS n (relation, mode))
      SELECT coalesce(l.pid, 0), bool_or(NOT l.granted),
             coalesce(extract(epoch FROM clock_timestamp()
               - min(coalesce(a.xact_start, x.prepared))) * 1000, 0),
             coalesce(a.backend_type = 'autovacuum worker', a.pid IS NOT NULL AND a.usesysid IS NULL),
             coalesce(a.query LIKE '%(to prevent wraparound)%', false),
             array_agg(DISTINCT l.relation::regclass::text),
             CASE WHEN l.pid IS NULL THEN format('prepared transaction %L (%s)', x.gid, x.owner)
                  WHEN a.backend_type = 'autovacuum worker' THEN format('pid %s (%s)', l.pid, a.query)
                  ELSE format('pid %s (%s, %s, %s for %s): %s', l.pid,
                    coalesce(nullif(a.application_name, ''), 'no application name'), a.usename,
                    coalesce(a.state, 'state hidden'),
                    coalesce(date_trunc('second', clock_timestamp() - a.xact_start)::text, '?'),
                    left(regexp_replace(a.query, '\\s+', ' ', 'g'), 60)) END,
             l.virtualtransaction
        FROM pg_locks l
        JOIN need ON need.oid = l.relation AND need.mode = l.mode
        LEFT JOIN pg_stat_activity a ON a.pid = l.pid
        LEFT JOIN pg_prepared_xacts x
               ON l.pid IS NULL AND l.virtualtransaction = '-1/' || x.transaction::text
       WHERE l.locktype = 'relation'
         AND l.database IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
         AND coalesce(a.application_name, '') !~ '^slipway/[^/]+/(lease|journal|work|watch|signals)$'
       GROUP BY l.pid, l.virtualtransaction, a.pid, a.usesysid, a.backend_type, a.query, a.application_name, a.usename, a.state,
                a.xact_start, x.gid, x.owner""";

  private LockProbe() {}

  /**
   * Somebody with a lock that conflicts, or in the queue for one.
   *
   * @param age of its transaction: how long it may have held the lock; zero where other roles'
   *     sessions are hidden from us
   * @param transaction the same for as long as it is the same transaction
   * @param yields an autovacuum that gives way to a waiter
   */
  record Blocker(
      int pid,
      boolean isQueued,
      Duration age,
      boolean yields,
      List<String> relations,
      String description,
      String transaction) {
    Blocker atLeast(Duration seenFor) {
      return seenFor.compareTo(age) <= 0
          ? this
          : new Blocker(pid, isQueued, seenFor, yields, relations, description, transaction);
    }

    Event.Holder holder() {
      return new Event.Holder(pid, description);
    }
  }

  static List<Blocker> blockers(Sql sql, List<LockNeed> needs) {
    if (needs.isEmpty()) return List.of();
    List<String> relations = new ArrayList<>();
    List<String> modes = new ArrayList<>();
    for (LockNeed need : needs) {
      for (LockMode conflict : need.mode().conflicts()) {
        relations.add(need.relation().sql());
        modes.add(conflict.catalogName());
      }
    }
    return sql.query(
        QUERY, LockProbe::blocker, relations.toArray(String[]::new), modes.toArray(String[]::new));
  }

  private static Blocker blocker(Row row) {
    return new Blocker(
        (int) row.number(1),
        row.flag(2),
        Duration.ofNanos((long) (row.real(3) * 1e6)),
        row.flag(4) && !row.flag(5),
        row.texts(6),
        row.text(7),
        row.text(8));
  }
}
