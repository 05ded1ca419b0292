package io.slipway.runbook.run;

import io.slipway.runbook.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which step runs; shared by the runner and the monitor. Says once of each phase that it overran.
 */
final class Now {
  private final Set<String> said = new HashSet<>();
  private @Nullable String step;
  private @Nullable Phase phase;
  private Instant begun = Instant.EPOCH;

  /** A phase that takes longer than expected. */
  record Overrun(Phase phase, Duration taken) {}

  synchronized void at(@Nullable String newStep, @Nullable Phase newPhase, Instant phaseBegun) {
    step = newStep;
    phase = newPhase;
    begun = phaseBegun;
  }

  synchronized @Nullable String step() {
    return step;
  }

  synchronized Optional<Overrun> overrun(Instant now) {
    Phase current = phase;
    if (current == null) return Optional.empty();
    Duration taken = Duration.between(begun, now);
    if (taken.compareTo(current.expected()) <= 0 || !said.add(current.name())) {
      return Optional.empty();
    }
    return Optional.of(new Overrun(current, taken));
  }
}
