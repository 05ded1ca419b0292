package io.slipway.runbook.run;

import io.slipway.runbook.RunbookReader.Selection;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code _migration_runbook_runs}.
 *
 * @param planHash of the plan it began with; another plan is refused
 * @param because why it stands where it stands
 * @param wayBack the way back that was taken
 */
public record RunbookRun(
    String id,
    String runbook,
    Path file,
    Selection selection,
    String planHash,
    String plan,
    RunbookStatus status,
    @Nullable String wish,
    @Nullable String because,
    @Nullable String wayBack,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant endedAt) {}
