package io.slipway.runbook.run;

import io.slipway.runbook.Durations;
import io.slipway.runbook.Phase;
import io.slipway.runbook.Runbook;
import io.slipway.runbook.Step;
import io.slipway.runbook.Threshold;
import io.slipway.runbook.Way;
import io.slipway.runbook.steps.StepKinds;
import io.slipway.sql.SqlParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a runbook will do, in words: what people approve.
 *
 * @param text everything, with a hash of each file it names
 * @param hash of the text
 */
public record RunbookPlan(String text, String hash) {
  /**
   * @throws io.slipway.problem.SlipwayException if a step cannot run as it is written
   */
  public static RunbookPlan of(Runbook runbook, SqlParser parser) throws IOException {
    String text = new Writer(parser).write(runbook);
    return new RunbookPlan(text, hash(text));
  }

  /** Enough of the hash to tell plans apart. */
  public String shortHash() {
    return hash.substring(0, 16);
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Writer {
    private final StringBuilder out = new StringBuilder();
    private final SqlParser parser;

    Writer(SqlParser parser) {
      this.parser = parser;
    }

    String write(Runbook runbook) throws IOException {
      line("runbook " + runbook.name());
      if (!runbook.description().isEmpty()) line(runbook.description());
      if (!runbook.environment().isEmpty()) line("environment " + runbook.environment());
      for (Phase phase : runbook.phases()) phase(phase);
      if (!runbook.cleanup().isEmpty()) line("\nClean-up");
      steps(runbook.cleanup());
      if (!runbook.thresholds().isEmpty()) line("\nWatched meanwhile");
      for (Threshold it : runbook.thresholds()) line("  " + it.says());
      line("\nWays back");
      for (Way way : runbook.ways().values()) way(way);
      return out.toString();
    }

    private void phase(Phase phase) throws IOException {
      line(
          "\nPhase %d: %s (expected %s)"
              .formatted(phase.number(), phase.name(), Durations.show(phase.expected())));
      line("  " + phase.objective());
      steps(phase.steps());
      if (phase.rollback().isEmpty()) {
        line("  back: nothing to take back");
      } else {
        line("  back:");
        steps(phase.rollback());
      }
    }

    private void steps(List<Step> steps) throws IOException {
      for (Step step : steps) {
        line("  %-8s %s  [%s]".formatted(step.id(), step.name(), step.kind()));
        for (String it : StepKinds.of(step.kind()).plan(step, parser)) line("             " + it);
      }
    }

    private void way(Way way) throws IOException {
      line("  " + way.name() + ": " + way.description());
      steps(way.steps());
      List<String> phases =
          way.phases().reversed().stream()
              .filter(it -> !it.rollback().isEmpty())
              .map(it -> it.number() + " " + it.name())
              .toList();
      if (!phases.isEmpty()) line("    takes back: " + String.join(", ", phases));
    }

    private void line(String text) {
      out.append(text).append('\n');
    }
  }
}
