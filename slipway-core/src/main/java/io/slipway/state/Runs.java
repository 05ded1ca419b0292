package io.slipway.state;

import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanJson;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code _migration_runs}. */
public final class Runs {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Sql sql;
  private final StateSchema schema;

  public Runs(Sql sql, StateSchema schema) {
    this.sql = sql;
    this.schema = schema;
  }

  /** Short enough to be typed, long enough to be unique in a database: {@code 7F3KQ2}. */
  public static String newId() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 6; i++) id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    return id.toString();
  }

  public void create(String id, Plan plan, Lease lease, String slipwayVersion) {
    sql.update(
        """
        INSERT INTO %s (run_id, migration, script, checksum, plan, status, epoch, slipway_version)
        VALUES (?, ?, ?, ?, ?::jsonb, 'running', ?, ?)"""
            .formatted(schema.table("runs")),
        id,
        plan.migration(),
        plan.script(),
        plan.checksum(),
        PlanJson.write(plan),
        lease.epoch(),
        slipwayVersion);
  }

  public Optional<Run> find(String id) {
    return sql.first(select("WHERE run_id = ?"), Runs::run, id);
  }

  /** The newest run of a migration. */
  public Optional<Run> latestOf(String migration) {
    return sql.first(
        select("WHERE migration = ? ORDER BY started_at DESC, updated_at DESC LIMIT 1"),
        Runs::run,
        migration);
  }

  /** Newest first. */
  public List<Run> all() {
    return sql.query(select("ORDER BY started_at DESC"), Runs::run);
  }

  private String select(String rest) {
    return """
        SELECT run_id, plan, status, problem, longest_wait_ms, started_at, updated_at, completed_at
          FROM %s\s"""
            .formatted(schema.table("runs"))
        + rest;
  }

  private static Run run(Row row) {
    return new Run(
        row.text(1),
        PlanJson.read(row.text(2)),
        RunStatus.of(row.text(3)),
        row.textOrNull(4),
        Duration.ofMillis(row.number(5)),
        row.instant(6),
        row.instant(7),
        row.instantOrNull(8));
  }

  /**
   * @param problem in words, where the status is one
   */
  public void mark(String id, RunStatus status, @Nullable String problem) {
    sql.update(
        """
        UPDATE %s SET status = ?, problem = ?, updated_at = clock_timestamp(),
               completed_at = CASE WHEN ? IN ('completed', 'rolled_back') THEN clock_timestamp() END
         WHERE run_id = ?"""
            .formatted(schema.table("runs")),
        status.text(),
        problem,
        status.text(),
        id);
  }
}
