package io.slipway.engine;

import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.sql.SqlParser;
import io.slipway.state.Approvals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a gate is open. A person's approval opens it whatever is seen. Else the version must be
 * deployed, by word ({@code slipway deployed}) or by sight, and no session may be left that calls
 * itself an older one: a word can be wrong, and a rollout can be taken back.
 */
final class Gates {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private static final String SESSIONS =
      """
      SELECT pid, application_name, usename::text, coalesce(state, 'state hidden')
        FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL
         AND application_name !~ '^slipway/'
       ORDER BY backend_start""";

  private final Sessions sessions;
  private @Nullable SqlParser parser;

  Gates(Sessions sessions) {
    this.sessions = sessions;
  }

  /** A session of the application. */
  private record Seen(int pid, String name, String version, String user, String state) {
    boolean isOlderThan(String wanted) {
      return AppVersion.compare(version, wanted) < 0;
    }

    @Override
    public String toString() {
      return "pid %d (%s, %s, %s)".formatted(pid, name, user, state);
    }
  }

  /** Why a gate that is reached stays closed; empty where it opens. */
  Optional<StepOutcome.Waits> closed(Step.Gate gate) {
    if (isApproved(gate)) return Optional.empty();
    String version = gate.version();
    if (version == null) return Optional.of(waits(gate, ""));
    Optional<StepOutcome.Waits> older = older(gate, version);
    if (older.isPresent()) return older;
    boolean isDeployed = isSaidToBeDeployed(version) || isSeenToBeDeployed(version);
    return isDeployed ? stillUsed(gate) : Optional.of(waits(gate, ""));
  }

  /** A version can be everywhere, and something else still use what goes behind the gate. */
  private Optional<StepOutcome.Waits> stillUsed(Step.Gate gate) {
    if (gate.removals().isEmpty()) return Optional.empty();
    Duration watch = name().watch();
    Usage usage = new Usage(sessions.journal().session(), gate.removals(), this::parser);
    List<String> seen = usage.seen(watch, () -> Pauses.sleep(sessions, watch));
    if (seen.isEmpty()) return Optional.empty();
    String more = seen.size() > 5 ? "; and " + (seen.size() - 5) + " more" : "";
    return Optional.of(
        waits(
            gate,
            ". Still used: %s%s. End that use, then: slipway resume %s; or, where it is no harm: slipway approve %s %s."
                .formatted(
                    String.join("; ", seen.subList(0, Math.min(5, seen.size()))),
                    more,
                    sessions.runId(),
                    sessions.runId(),
                    gate.id())));
  }

  private SqlParser parser() {
    if (parser == null) parser = SqlParser.create();
    return parser;
  }

  /**
   * Why a gate that was passed is closed again: an older version is back, by word or by sight. What
   * comes after it must not run then.
   */
  Optional<StepOutcome.Waits> closedAgain(Plan plan, Step next) {
    Step.Gate passed = null;
    for (Step step : plan.steps().toList()) {
      if (step.id().equals(next.id())) break;
      if (step instanceof Step.Gate gate) passed = gate;
    }
    if (passed == null || passed.version() == null || isApproved(passed)) return Optional.empty();
    String version = passed.version();
    Optional<StepOutcome.Waits> older = older(passed, version);
    if (older.isPresent()) return older;
    Optional<String> deployed = approvals().deployedVersion();
    boolean takenBack = deployed.filter(it -> AppVersion.compare(it, version) < 0).isPresent();
    return takenBack && !name().isKnown()
        ? Optional.of(waits(passed, " Deployed is " + deployed.get() + " again."))
        : Optional.empty();
  }

  private Approvals approvals() {
    return new Approvals(sessions.journal().session(), sessions.schema());
  }

  private boolean isApproved(Step.Gate gate) {
    return approvals().isApproved(sessions.runId(), gate.id());
  }

  private boolean isSaidToBeDeployed(String wanted) {
    return approvals()
        .deployedVersion()
        .filter(it -> AppVersion.compare(it, wanted) >= 0)
        .isPresent();
  }

  /** It is there, and for a while nothing older was: pools of the old one come and go. */
  private boolean isSeenToBeDeployed(String wanted) {
    if (!name().isKnown()) return false;
    Instant since = sessions.surroundings().clock().instant();
    while (true) {
      List<Seen> seen = seen();
      if (seen.isEmpty() || seen.stream().anyMatch(it -> it.isOlderThan(wanted))) return false;
      Instant now = sessions.surroundings().clock().instant();
      if (!now.isBefore(since.plus(name().quiet()))) return true;
      Pauses.sleep(sessions, LOOK_AGAIN);
    }
  }

  private Optional<StepOutcome.Waits> older(Step.Gate gate, String wanted) {
    List<Seen> older = seen().stream().filter(it -> it.isOlderThan(wanted)).toList();
    if (older.isEmpty()) return Optional.empty();
    String who = String.join("; ", older.stream().limit(5).map(Seen::toString).toList());
    String more = older.size() > 5 ? " and " + (older.size() - 5) + " more" : "";
    return Optional.of(waits(gate, " Still connected: " + who + more + "."));
  }

  private static StepOutcome.Waits waits(Step.Gate gate, String evidence) {
    return new StepOutcome.Waits(gate.id(), gate.version(), gate.because() + evidence);
  }

  private ApplicationName name() {
    return sessions.surroundings().settings().applicationName();
  }

  private List<Seen> seen() {
    if (!name().isKnown()) return List.of();
    List<Seen> seen = new ArrayList<>();
    sessions
        .journal()
        .session()
        .query(
            SESSIONS,
            row ->
                name()
                    .versionOf(row.text(2))
                    .map(
                        it ->
                            seen.add(
                                new Seen(
                                    (int) row.number(1),
                                    row.text(2),
                                    it,
                                    row.text(3),
                                    row.text(4)))));
    return seen;
  }
}
