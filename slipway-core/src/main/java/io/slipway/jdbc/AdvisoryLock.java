package io.slipway.jdbc;

import java.util.Optional;

/**
 * The key that keeps a second runner out of a database. Advisory locks are per database, so one
 * fixed key serves all.
 */
public record AdvisoryLock(int classId, int objectId) {
  public static final AdvisoryLock DEFAULT = new AdvisoryLock(5555, 2024);

  /** Held by the session until it ends. */
  public boolean tryTake(Sql sql) {
    return sql.one("SELECT pg_try_advisory_lock(?, ?)", row -> row.flag(1), classId, objectId);
  }

  public void release(Sql sql) {
    sql.query("SELECT pg_advisory_unlock(?, ?)", row -> row.flag(1), classId, objectId);
  }

  /** In how many databases of the server it is held. */
  public int databases(Sql sql) {
    return sql.one(
        """
        SELECT count(DISTINCT database) FROM pg_locks
         WHERE locktype = 'advisory' AND granted AND objsubid = 2
           AND classid::bigint = ? AND objid::bigint = ?""",
        row -> (int) row.number(1),
        (long) classId,
        (long) objectId);
  }

  /** Who holds it, for people: {@code pid 4711 (slipway/7F3K/lease, alice, from 10.0.0.5)}. */
  public Optional<String> holder(Sql sql) {
    return sql.first(
        """
        SELECT format('pid %s (%s, %s, from %s, connected since %s)', a.pid,
                      a.application_name, a.usename,
                      coalesce(host(a.client_addr), 'a local socket'),
                      date_trunc('second', a.backend_start))
          FROM pg_locks l JOIN pg_stat_activity a USING (pid)
         WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND l.classid::bigint = ? AND l.objid::bigint = ?""",
        row -> row.text(1), (long) classId, (long) objectId);
  }
}
