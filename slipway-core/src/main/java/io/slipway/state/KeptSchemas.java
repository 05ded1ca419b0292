package io.slipway.state;

import io.slipway.jdbc.Sql;
import io.slipway.sql.Identifier;
import java.util.List;

/** The schemas {@code slipway_kept_RUN}, in which rollbacks put aside what must not be lost. */
public final class KeptSchemas {
  private final Sql sql;
  private final StateSchema state;

  public KeptSchemas(Sql sql, StateSchema state) {
    this.sql = sql;
    this.state = state;
  }

  /**
   * One of them.
   *
   * @param days since the rollback; -1 where its run is not in the journal any more
   */
  public record Kept(String schema, String run, long tables, long bytes, long days) {
    public boolean isOlder(int limit) {
      return days >= limit;
    }
  }

  public List<Kept> all() {
    return sql.query(
        """
        SELECT n.nspname, upper(substr(n.nspname, 14)), count(c.oid),
               coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint,
               coalesce((SELECT extract(day FROM now() - max(r.updated_at))::bigint FROM %s r
                          WHERE r.run_id = upper(substr(n.nspname, 14))), -1)
          FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'm')
         WHERE n.nspname LIKE 'slipway\\_kept\\_%%'
         GROUP BY n.nspname ORDER BY n.nspname\
        """
            .formatted(state.table("runs")),
        row -> new Kept(row.text(1), row.text(2), row.number(3), row.number(4), row.number(5)));
  }

  /** For good, with everything in it. */
  public void drop(Kept kept) {
    sql.execute("SET lock_timeout = '2s'");
    sql.execute("DROP SCHEMA IF EXISTS " + Identifier.quote(kept.schema()) + " CASCADE");
  }
}
