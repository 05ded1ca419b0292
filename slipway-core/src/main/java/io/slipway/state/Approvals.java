package io.slipway.state;

import io.slipway.jdbc.Sql;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code _migration_approvals}: what was deployed, and who said that a gate may be passed. */
public final class Approvals {
  private final Sql sql;
  private final StateSchema schema;

  public Approvals(Sql sql, StateSchema schema) {
    this.sql = sql;
    this.schema = schema;
  }

  /** From now on this version of the application is everywhere, and none older is left. */
  public void deployed(String version) {
    sql.update(
        "INSERT INTO %s (kind, version) VALUES ('deployed', ?)"
            .formatted(schema.table("approvals")),
        version);
  }

  /** The version said last: after an application rollback that may be an older one. */
  public Optional<String> deployedVersion() {
    return sql.first(
        """
        SELECT version FROM %s WHERE kind = 'deployed' ORDER BY approval_id DESC LIMIT 1"""
            .formatted(schema.table("approvals")),
        row -> row.text(1));
  }

  /** A person lets a run pass one of its gates. */
  public record Approval(
      String runId, String stepId, @Nullable String role, String by, @Nullable String comment) {}

  public void approve(Approval approval) {
    sql.update(
        """
        INSERT INTO %s (kind, run_id, step_id, role, approved_by, comment)
        VALUES ('approved', ?, ?, ?, ?, ?)"""
            .formatted(schema.table("approvals")),
        approval.runId(),
        approval.stepId(),
        approval.role(),
        approval.by(),
        approval.comment());
  }

  public boolean isApproved(String runId, String stepId) {
    return sql.first(
            """
            SELECT true FROM %s WHERE kind = 'approved' AND run_id = ? AND step_id = ? LIMIT 1"""
                .formatted(schema.table("approvals")),
            row -> row.flag(1),
            runId,
            stepId)
        .isPresent();
  }
}
