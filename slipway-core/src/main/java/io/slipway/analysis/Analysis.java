package io.slipway.analysis;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a statement or a script.
 *
 * @param requiresZeroDowntime whether it must be made in phases: as written, the application would
 *     wait or break
 * @param strategy how to make it instead
 * @param downtime how long the application would wait for it as written; null where sizes are
 *     unknown
 * @param reason one sentence
 */
public record Analysis(
    boolean requiresZeroDowntime, Strategy strategy, @Nullable Duration downtime, String reason) {
  private static final Analysis HARMLESS =
      new Analysis(
          false, Strategy.DIRECT, Duration.ZERO, "Nothing that is in use waits for it or breaks");

  /** The slug of the strategy: {@code direct}, {@code dual-write}. */
  public String recommendedStrategy() {
    return strategy.slug();
  }

  /** Empty where the sizes of the tables are not known. */
  public Optional<Duration> estimatedDowntime() {
    return Optional.ofNullable(downtime);
  }

  static Analysis of(StatementContext in, List<Finding> findings, double pace) {
    Duration downtime = Downtime.of(in, pace).orElse(null);
    Finding worst =
        findings.stream()
            .filter(finding -> Strategy.answering(finding) != Strategy.DIRECT)
            .filter(finding -> finding.severity() != Severity.INFO)
            .max(Comparator.comparing(Strategy::answering))
            .orElse(null);
    if (worst == null) {
      return new Analysis(false, Strategy.DIRECT, downtime, HARMLESS.reason());
    }
    return new Analysis(true, Strategy.answering(worst), downtime, worst.message());
  }

  /** The script's: the most thorough strategy any of its statements needs, and the waits summed. */
  public static Analysis ofAll(List<Analysis> statements) {
    Analysis worst =
        statements.stream().max(Comparator.comparing(Analysis::strategy)).orElse(HARMLESS);
    Duration total = Duration.ZERO;
    for (Analysis analysis : statements) {
      if (analysis.downtime() == null || total == null) {
        total = null;
      } else {
        total = total.plus(analysis.downtime());
      }
    }
    return new Analysis(worst.requiresZeroDowntime(), worst.strategy(), total, worst.reason());
  }
}
