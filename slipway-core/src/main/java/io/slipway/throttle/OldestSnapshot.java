package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the xmin horizon has been held, in seconds, and by whom: dead rows pile up behind it,
 * and the table grows by all we write. Sessions, prepared transactions, slots, and replicas that
 * send feedback. Where the server says no time, it counts from when we first saw the horizon there.
 */
final class OldestSnapshot implements Signal {
  static final Kind KIND =
      new Kind(
          "oldest-snapshot",
          "oldest snapshot",
          new Limits(300, 1800, Unit.SECONDS),
          around -> new OldestSnapshot());

  private static final String QUERY =
      """
      SELECT 'pid ' || pid, backend_xmin::text, xact_start,
             format('pid %s (%s, %s, %s)', pid, coalesce(nullif(application_name, ''), 'no name'),
                    usename, coalesce(state, backend_type, 'state hidden'))
        FROM pg_stat_activity
       WHERE backend_xmin IS NOT NULL AND age(backend_xmin) > 0 AND pid <> pg_backend_pid()
         AND coalesce(backend_type, 'client backend') IN ('client backend', 'walsender')
         AND (datname = current_database() OR datname IS NULL)
         AND application_name NOT LIKE 'slipway/%'
       UNION ALL
      SELECT 'prepared ' || gid, transaction::text, prepared, 'prepared transaction ' || gid
        FROM pg_prepared_xacts WHERE database = current_database()
       UNION ALL
      SELECT 'slot ' || slot_name, xmin::text, NULL, 'slot ' || slot_name
        FROM pg_replication_slots WHERE xmin IS NOT NULL AND age(xmin) > 0""";

  private Map<String, Holder> before = new HashMap<>();

  private OldestSnapshot() {}

  private record Holder(String key, String xmin, @Nullable Instant since, String about) {
    Holder since(@Nullable Holder earlier, Instant now) {
      if (since != null) return this;
      if (earlier == null || !earlier.xmin.equals(xmin)) return new Holder(key, xmin, now, about);
      return new Holder(key, xmin, earlier.since, about);
    }
  }

  @Override
  public Sample read(Sql sql, Instant now) {
    List<Holder> seen =
        sql.query(
            QUERY, row -> new Holder(row.text(1), row.text(2), row.instantOrNull(3), row.text(4)));
    Map<String, Holder> current = new HashMap<>();
    Sample worst = Sample.of(0);
    for (Holder each : seen) {
      Holder holder = each.since(before.get(each.key), now);
      current.put(holder.key, holder);
      Instant since = holder.since == null ? now : holder.since;
      double held = Duration.between(since, now).toMillis() / 1000.0;
      if (held > worst.value()) worst = new Sample(held, holder.about);
    }
    before = current;
    return worst;
  }
}
