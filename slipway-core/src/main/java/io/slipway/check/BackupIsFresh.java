package io.slipway.check;

import io.slipway.state.StateSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A full backup that was read back is the last way home. */
record BackupIsFresh(Limits limits) implements Check {
  @Override
  public String name() {
    return "backup-is-fresh";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Verdict look(Look at) {
    String limit = "a verified full backup younger than " + limits.backupAge().toHours() + " h";
    String next = "Make one: slipway backup";
    StateSchema state = at.state();
    if (state.installed(at.sql()) == 0) return Verdict.fail("no backup is recorded", limit, next);
    Optional<Instant> last = last(at, state, true);
    if (last.isEmpty()) {
      return last(at, state, false).isEmpty()
          ? Verdict.fail("no full backup is recorded", limit, next)
          : Verdict.fail("no full backup has been verified", limit, "slipway backup --verify ID");
    }
    Duration age = Duration.between(last.get(), at.now());
    String seen = "the last is of " + last.get().truncatedTo(ChronoUnit.SECONDS);
    return age.compareTo(limits.backupAge()) <= 0
        ? Verdict.pass(seen, limit)
        : Verdict.fail(seen, limit, next);
  }

  private static Optional<Instant> last(Look at, StateSchema state, boolean verified) {
    return at.sql()
        .first(
            """
            SELECT created_at FROM %s
             WHERE kind = 'full' AND (verified_at IS NOT NULL OR NOT ?)
             ORDER BY created_at DESC LIMIT 1"""
                .formatted(state.table("backups")),
            row -> row.instant(1),
            verified);
  }
}
